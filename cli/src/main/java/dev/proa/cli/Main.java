package dev.proa.cli;

import dev.proa.cli.api.Endpoint;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagException;
import dev.proa.cli.flag.FlagParser;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code proa} command. */
public final class Main {
    private static final int USAGE_ERROR = 125;
    /** What a shell says of a command that the signal PIPE ended, as it ends the docker command; Java ignores it. */
    private static final int ENDED_BY_PIPE = 128 + 13;

    private Main() {}

    public static void main(String[] arguments) {
        Endpoint.prepare();
        // Threads that still read standard input must not keep the process alive.
        Runtime.getRuntime().halt(run(arguments));
    }

    /** Runs one command line and gives its exit code. */
    static int run(String[] arguments) {
        GlobalOptions global = new GlobalOptions();
        List<String> words = List.of(arguments);
        Cli cli = new Cli("");
        try {
            if (words.isEmpty() || words.getFirst().startsWith("-")) {
                try {
                    words = FlagParser.parse(global.flags(), words, false);
                } catch (FlagException e) {
                    throw new CliException(
                            USAGE_ERROR,
                            e.getMessage()
                                    + "\n\nUsage:  proa [OPTIONS] COMMAND [ARG...]\n\nRun 'proa --help' for more information");
                }
            }
            cli = new Cli(global.host());
            if (global.versionAsked()) {
                cli.println("Proa version " + Version.CURRENT);
            } else {
                dispatch(cli, words, global.helpAsked());
            }
            cli.end();
            return 0;
        } catch (CliException e) {
            if (!e.text().isEmpty()) {
                cli.errln(e.text());
            }
            return e.code();
        } catch (StandardOutput.NoReaderException e) {
            return ENDED_BY_PIPE;
        } catch (IOException e) {
            cli.errln(message(e));
            return 1;
        } finally {
            cli.flush();
        }
    }

    private static String message(IOException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    private static void dispatch(Cli cli, List<String> words, boolean help) throws CliException, IOException {
        if (words.isEmpty()) {
            if (help) {
                cli.println(Help.root());
            } else {
                // The docker command, too, answers an empty command line on stderr.
                cli.errln(Help.root());
            }
            return;
        }
        String name = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        if (name.equals("help")) {
            help(cli, rest);
            return;
        }
        if (CommandTable.isGroup(name)) {
            group(cli, name, rest, help);
            return;
        }
        Command command = CommandTable.find("", name);
        if (command == null) {
            throw new CliException(
                    "proa: unknown command: proa " + name + "\n\nRun 'proa --help' for more information");
        }
        execute(cli, name, command, rest, help);
    }

    private static void group(Cli cli, String group, List<String> words, boolean help)
            throws CliException, IOException {
        if (words.isEmpty() && !help) {
            // The docker command, too, answers a bare group on stderr.
            cli.errln(Help.group(group));
            return;
        }
        if (help || words.getFirst().equals("--help") || words.getFirst().equals("-h")) {
            cli.println(Help.group(group));
            return;
        }
        String name = words.getFirst();
        if (name.startsWith("-")) {
            throw usageError(
                    "unknown "
                            + (name.startsWith("--")
                                    ? "flag: " + name
                                    : "shorthand flag: '" + name.charAt(Math.min(1, name.length() - 1)) + "' in "
                                            + name),
                    group,
                    "COMMAND");
        }
        Command command = CommandTable.find(group, name);
        if (command == null) {
            throw new CliException("proa: unknown command: proa " + group + " " + name + "\n\nUsage:  proa " + group
                    + "\n\nRun 'proa " + group + " --help' for more information");
        }
        execute(cli, group + " " + name, command, words.subList(1, words.size()), false);
    }

    private static void help(Cli cli, List<String> words) throws CliException {
        if (words.isEmpty()) {
            cli.println(Help.root());
            return;
        }
        String name = words.getFirst();
        if (CommandTable.isGroup(name)) {
            Command command = words.size() > 1 ? CommandTable.find(name, words.get(1)) : null;
            cli.println(command == null ? Help.group(name) : Help.command(name + " " + words.get(1), command));
            return;
        }
        Command command = CommandTable.find("", name);
        if (command == null) {
            throw new CliException("unknown help topic: " + String.join(" ", words));
        }
        cli.println(Help.command(name, command));
    }

    private static void execute(Cli cli, String path, Command command, List<String> words, boolean help)
            throws CliException, IOException {
        Usage usage = command.usage();
        FlagSet flags = command.flags();
        BoolFlag helpFlag = flags.bool("help", flags.hasShorthand('h') ? '\0' : 'h', "Print usage");
        helpFlag.hide();
        List<String> positionals;
        try {
            positionals = FlagParser.parse(flags, words, usage.interspersed());
        } catch (FlagException e) {
            throw usageError(String.valueOf(e.getMessage()), path, usage.arguments());
        }
        if (help || helpFlag.value()) {
            cli.println(Help.command(path, command));
            return;
        }
        String mismatch = mismatch(usage, positionals.size());
        if (mismatch != null) {
            String advice = usage.most() == Integer.MAX_VALUE ? "See" : "Run";
            throw new CliException("proa: 'proa " + path + "' " + mismatch + "\n\nUsage:  proa " + path
                    + (usage.arguments().isEmpty() ? "" : " " + usage.arguments()) + "\n\n" + advice + " 'proa " + path
                    + " --help' for more information");
        }
        command.run(cli, new ArrayList<>(positionals));
    }

    private static @Nullable String mismatch(Usage usage, int count) {
        if (count >= usage.least() && count <= usage.most()) {
            return null;
        }
        if (usage.most() == 0) {
            return "accepts no arguments";
        }
        if (usage.least() == usage.most()) {
            return "requires " + arguments(usage.least());
        }
        if (usage.most() == Integer.MAX_VALUE) {
            return "requires at least " + arguments(usage.least());
        }
        return usage.least() == 0
                ? "requires at most " + arguments(usage.most())
                : "requires at least " + usage.least() + " and at most " + arguments(usage.most());
    }

    private static String arguments(int count) {
        return count == 1 ? "1 argument" : count + " arguments";
    }

    private static CliException usageError(String message, String path, String arguments) {
        return new CliException(
                USAGE_ERROR,
                message + "\n\nUsage:  proa " + path + (arguments.isEmpty() ? "" : " " + arguments) + "\n\nRun 'proa "
                        + path + " --help' for more information");
    }
}
