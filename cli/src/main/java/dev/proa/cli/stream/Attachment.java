package dev.proa.cli.stream;

import dev.proa.cli.Cli;
import dev.proa.cli.api.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A container's or an exec's streams, joined to those of this process: two threads copy until the container's output
 * ends, its input is closed for good, or the user types the detach keys.
 */
public final class Attachment {
    private static final int BUFFER = 64 * 1024;
    private final Cli cli;
    private final Response connection;
    private final Streams streams;
    private final @Nullable DetachKeys detachKeys;
    private final Thread output;
    private volatile @Nullable IOException failure;
    private volatile boolean detached;

    /**
     * Which streams are joined.
     *
     * @param terminal whether the container has a terminal, so that its output comes unframed
     */
    public record Streams(boolean stdin, boolean stdout, boolean stderr, boolean terminal) {}

    private Attachment(Cli cli, Response connection, Streams streams, @Nullable DetachKeys detachKeys) {
        this.cli = cli;
        this.connection = connection;
        this.streams = streams;
        this.detachKeys = detachKeys;
        this.output = new Thread(this::copyOutput, "output");
    }

    /**
     * Starts copying at once.
     *
     * @param connection an upgraded connection; stays the caller's to close
     * @param detachKeys what the user types to detach, or null without a terminal
     */
    public static Attachment start(Cli cli, Response connection, Streams streams, @Nullable DetachKeys detachKeys) {
        Attachment attachment = new Attachment(cli, connection, streams, detachKeys);
        cli.flush();
        attachment.output.setDaemon(true);
        attachment.output.start();
        if (streams.stdin()) {
            Thread input = new Thread(attachment::copyInput, "input");
            input.setDaemon(true);
            input.start();
        }
        return attachment;
    }

    /**
     * Waits until all output was copied.
     *
     * @return whether the user detached
     */
    public boolean await() throws IOException {
        try {
            output.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (detached) {
            return true;
        }
        IOException problem = failure;
        if (problem != null) {
            throw problem;
        }
        return false;
    }

    private void copyOutput() {
        try {
            InputStream in = connection.body();
            if (streams.terminal()) {
                OutputStream out = cli.rawOut();
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
            } else {
                Demultiplexer.copy(in, streams.stdout() ? cli.rawOut() : null, streams.stderr() ? cli.rawErr() : null);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void copyInput() {
        try {
            InputStream in = cli.in();
            OutputStream out = connection.input();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int send = detachKeys == null ? n : detachKeys.filter(buffer, n, out);
                if (send < 0) {
                    detached = true;
                    connection.close();
                    return;
                }
                out.write(buffer, 0, send);
            }
            connection.closeInput();
        } catch (IOException _) {
            // The container ended or closed its input; its output tells the rest.
        }
    }
}
