package dev.proa.server.image;

import dev.proa.server.http.Exchange;
import dev.proa.wire.image.ProgressBody;
import dev.proa.wire.image.ProgressError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
        send(new ProgressBody(line + "\n", "", null, "", "", null, ""));
    }

    void status(String status) {
        send(new ProgressBody("", status, null, "", "", null, ""));
    }

    void error(String message) {
        send(new ProgressBody("", "", null, "", "", new ProgressError(0, message), message));
    }

    /** Ends the answer; an answer without a line is an empty one. */
    void end() throws IOException {
        begun().close();
    }

    /** dockerd ends each line with a carriage return too; docker's own reader needs neither. */
    private void send(ProgressBody line) {
        byte[] json = exchange.json().write(line);
        byte[] whole = new byte[json.length + 2];
        System.arraycopy(json, 0, whole, 0, json.length);
        whole[json.length] = '\r';
        whole[json.length + 1] = '\n';
        try {
            begun().write(whole);
            begun().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private OutputStream begun() {
        if (out == null) {
            out = exchange.replyStream(200, "application/json");
        }
        return out;
    }
}
