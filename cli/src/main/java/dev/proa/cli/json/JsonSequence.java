package dev.proa.cli.json;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Values that follow each other in a stream, each handed over as soon as its last byte is there. Not thread-safe; the
 * stream stays the caller's.
 */
public final class JsonSequence {
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;

    JsonSequence(InputStream in) {
        this.in = in;
    }

    /**
     * The next object of the sequence, or null at the end of the stream.
     *
     * @throws MalformedJsonException if something else than an object comes
     */
    public @Nullable JsonObject next() throws IOException {
        byte[] text = nextText();
        return text == null ? null : JsonObject.of(Json.parse(text));
    }

    /** The bytes of the next object, found by counting braces outside strings. */
    private byte @Nullable [] nextText() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(512);
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        while (true) {
            int c = read();
            if (c < 0) {
                if (depth > 0) {
                    throw new EOFException("unexpected EOF");
                }
                return null;
            }
            if (depth == 0) {
                if (c == '{') {
                    depth = 1;
                    text.write(c);
                } else if (c > ' ') {
                    throw new MalformedJsonException("invalid character '" + (char) c + "' looking for an object");
                }
                continue;
            }
            text.write(c);
            if (quoted) {
                if (escaped) {
                    escaped = false;
                } else if (c == '\\') {
                    escaped = true;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return text.toByteArray();
            }
        }
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer, 0, buffer.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }
}
