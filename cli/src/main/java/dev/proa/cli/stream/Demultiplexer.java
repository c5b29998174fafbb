package dev.proa.cli.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart the stream that carries a container's stdout and stderr in frames: a byte for the stream (1 stdout, 2
 * stderr, 3 a message of the daemon), three zeros, the payload's length as 32 bits big-endian, the payload.
 */
public final class Demultiplexer {
    private static final int HEADER = 8;
    private static final int BUFFER = 256 * 1024;

    private Demultiplexer() {}

    /**
     * Copies until the stream ends. None of the streams is closed.
     *
     * @param out where stdout goes, or null to drop it
     * @param err where stderr goes, or null to drop it
     * @throws EOFException if the stream ends inside a frame
     */
    public static void copy(InputStream in, @Nullable OutputStream out, @Nullable OutputStream err) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int position = 0;
        int limit = 0;
        while (true) {
            while (limit - position < HEADER) {
                System.arraycopy(buffer, position, buffer, 0, limit - position);
                limit -= position;
                position = 0;
                int count = in.read(buffer, limit, BUFFER - limit);
                if (count < 0) {
                    if (limit == 0) {
                        return;
                    }
                    throw new EOFException("unexpected EOF");
                }
                limit += count;
            }
            int stream = buffer[position];
            long left = length(buffer, position + 4);
            position += HEADER;
            if (stream == 3) {
                throw new IOException("error from daemon in stream: " + message(in, buffer, position, limit, left));
            }
            if (stream < 0 || stream > 3) {
                throw new IOException("Unrecognized input header: " + stream);
            }
            OutputStream target = stream == 2 ? err : out;
            while (left > 0) {
                if (position == limit) {
                    position = 0;
                    limit = in.read(buffer, 0, BUFFER);
                    if (limit < 0) {
                        throw new EOFException("unexpected EOF");
                    }
                }
                int part = (int) Math.min(left, limit - position);
                if (target != null) {
                    target.write(buffer, position, part);
                }
                position += part;
                left -= part;
            }
        }
    }

    private static long length(byte[] buffer, int at) {
        return (buffer[at] & 0xffL) << 24
                | (buffer[at + 1] & 0xffL) << 16
                | (buffer[at + 2] & 0xffL) << 8
                | (buffer[at + 3] & 0xffL);
    }

    private static String message(InputStream in, byte[] buffer, int position, int limit, long length)
            throws IOException {
        byte[] text = new byte[(int) Math.min(length, BUFFER)];
        int have = Math.min(text.length, limit - position);
        System.arraycopy(buffer, position, text, 0, have);
        int read = in.readNBytes(text, have, text.length - have);
        return new String(text, 0, have + read, java.nio.charset.StandardCharsets.UTF_8);
    }
}
