package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Questions to the user. */
public final class Prompt {
    private Prompt() {}

    /** A line of whatever standard input is, without its end; empty at the end of the input. */
    public static String line(Cli cli, String question) throws IOException {
        cli.out().append(question);
        cli.flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        // Byte by byte, so that nothing behind the line is taken.
        for (int c = cli.in().read(); c >= 0 && c != '\n'; c = cli.in().read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /**
     * A line that the terminal does not show.
     *
     * @throws CliException without a terminal
     */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back to the console that is null without a terminal
    public static String secret(Cli cli, String question) throws CliException {
        cli.flush();
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CliException("Error: Cannot perform an interactive login from a non TTY device");
        }
        char[] secret = console.readPassword("%s", question);
        return secret == null ? "" : new String(secret);
    }
}
