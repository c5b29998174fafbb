package dev.proa.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A request's body copied from a stream, which stays the caller's. */
public final class StreamBody implements RequestBody {
    private final String contentType;
    private final InputStream in;

    public StreamBody(String contentType, InputStream in) {
        this.contentType = contentType;
        this.in = in;
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        in.transferTo(out);
    }
}
