package dev.proa.cli.api;

import java.io.IOException;
import java.io.OutputStream;

/** A request's JSON. */
final class JsonBody implements RequestBody {
    private final byte[] text;

    JsonBody(byte[] text) {
        this.text = text;
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long length() {
        return text.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(text);
    }
}
