package dev.proa.cli.api;

import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

/** A response of the daemon with its body still to be read. Owns its connection: close it. */
public final class Response implements AutoCloseable {
    private final Connection connection;
    private final int status;
    private final MessageHeaders headers;
    private final InputStream body;

    Response(Connection connection, int status, MessageHeaders headers, InputStream body) {
        this.connection = connection;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** A header's value, or the empty text. */
    public String header(String name) {
        Header header = headers.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    /** The body; after an upgrade, what the container writes. */
    public InputStream body() {
        return body;
    }

    /** After an upgrade: where the container's input goes. */
    public OutputStream input() {
        return connection.out();
    }

    /** After an upgrade: ends the container's input, its output goes on. */
    public void closeInput() throws IOException {
        connection.closeOutput();
    }

    public byte[] bytes() throws IOException {
        return body.readAllBytes();
    }

    /** The whole body as text. */
    public String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The whole body as JSON. */
    public Object json() throws IOException {
        return Json.parse(bytes());
    }

    /** The whole body as a JSON object. */
    public JsonObject object() throws IOException {
        return JsonObject.of(json());
    }

    /** This response if it is no failure. */
    Response orThrow() throws IOException {
        if (status < 400) {
            return this;
        }
        try (this) {
            String text = new String(bytes(), StandardCharsets.UTF_8).strip();
            String message = text;
            if (text.startsWith("{")) {
                message = JsonObject.of(Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                        .string("message");
            }
            throw new ApiException(status, message.isEmpty() ? "request failed with status " + status : message);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
