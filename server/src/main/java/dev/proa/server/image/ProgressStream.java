package dev.proa.server.image;

import dev.proa.server.http.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** An answer that tells of progress line by line, and of an error that comes too late for the status. */
final class ProgressStream {
    private final Exchange exchange;
    private @Nullable OutputStream out;

    ProgressStream(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A line for people. */
    void stream(String line) {
        lines().stream(line);
    }

    void status(String status) {
        lines().status(status);
    }

    void error(String message) {
        lines().error(message);
    }

    /** Ends the answer; an answer without a line is an empty one. */
    void end() throws IOException {
        begun().close();
    }

    private ProgressLines lines() {
        return new ProgressLines(exchange.json(), begun());
    }

    private OutputStream begun() {
        if (out == null) {
            out = exchange.replyStream(200, "application/json");
        }
        return out;
    }
}
