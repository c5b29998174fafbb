package dev.proa.cli.api;

import java.io.IOException;
import java.io.OutputStream;

/** What a request carries. */
public interface RequestBody {
    String contentType();

    /** Bytes, or -1 if they are not known beforehand. */
    long length();

    /** Writes the body; called once. */
    void writeTo(OutputStream out) throws IOException;

    /** A body of JSON. */
    static RequestBody json(byte[] text) {
        return new JsonBody(text);
    }
}
