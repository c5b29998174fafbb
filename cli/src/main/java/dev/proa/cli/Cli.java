package dev.proa.cli;

import dev.proa.cli.api.ApiClient;
import dev.proa.cli.api.DaemonStarter;
import dev.proa.cli.api.Endpoint;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a running command talks to: the daemon and the three standard streams. Main flushes them at the end. */
public final class Cli {
    private final StandardOutput standardOutput = new StandardOutput();
    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;
    private final String host;
    private @Nullable ApiClient client;

    public Cli(String host) {
        this.out = new PrintStream(standardOutput, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        this.in = new FileInputStream(FileDescriptor.in);
        this.host = host;
    }

    /** Standard output, buffered; flush it before waiting for anything. */
    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public InputStream in() {
        return in;
    }

    /** Standard output for bytes as they come, without a buffer. */
    public OutputStream rawOut() {
        return standardOutput;
    }

    /** Standard error for bytes as they come, without a buffer. */
    public OutputStream rawErr() {
        return new FileOutputStream(FileDescriptor.err);
    }

    /**
     * The daemon's API.
     *
     * @throws CliException if the host given is none that can be reached
     */
    public ApiClient api() throws CliException {
        ApiClient existing = client;
        if (existing == null) {
            String command = System.getProperty("proa.daemon.command");
            try {
                existing = new ApiClient(
                        Endpoint.of(host), command == null || command.isEmpty() ? null : new DaemonStarter(command));
            } catch (IllegalArgumentException e) {
                throw new CliException(String.valueOf(e.getMessage()));
            }
            client = existing;
        }
        return existing;
    }

    public void println(String line) {
        out.append(line).append('\n');
    }

    public void errln(String line) {
        err.append(line).append('\n');
    }

    public void flush() {
        out.flush();
        err.flush();
    }

    /**
     * Flushes for the last time.
     *
     * @throws IOException if not all of the output could be written
     */
    void end() throws IOException {
        flush();
        standardOutput.check();
    }
}
