package dev.proa.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * An answer that may take forever: followed logs, events, wait. The client is watched meanwhile, so that one that goes
 * away frees what serves it at once; HTTP servers otherwise notice at the next write, and that may never come.
 *
 * <p>For that the connection is taken over and closed at the end, so the answer says {@code Connection: close}.
 */
public final class StreamReply {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

    private StreamReply() {}

    /** Writes the body. Interrupted when the client goes away. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream body) throws IOException, InterruptedException;
    }

    /**
     * Sends status 200 and the headers, at once, then the body. Every write reaches the client at once. Returns when
     * all is sent or the client is gone, and the body's writer has returned.
     *
     * @param release told when the client is gone, before the writer is interrupted; called at most once
     */
    public static void send(Exchange exchange, String contentType, Body body, Runnable release)
            throws IOException, InterruptedException {
        exchange.answerHeader("Content-Type", contentType);
        exchange.answerHeader("Connection", "close");
        boolean chunked = !exchange.oldHttp();
        if (chunked) {
            exchange.answerHeader("Transfer-Encoding", "chunked");
        }
        String head = "HTTP/1.1 200 OK\r\n" + exchange.headerLines() + "\r\n";
        RawConnection connection = exchange.takeOver();
        Thread writer = null;
        try {
            connection.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
            OutputStream out = chunked ? new Chunks(connection) : new Plain(connection);
            writer = Thread.ofVirtual().name("stream-reply").start(() -> write(connection, body, out));
            byte[] ignored = new byte[512];
            while (connection.read(ignored) >= 0) {
                // A client has nothing to say while it is being answered.
            }
        } finally {
            connection.close();
            release.run();
            if (writer != null) {
                writer.interrupt();
                writer.join();
            }
        }
    }

    private static void write(RawConnection connection, Body body, OutputStream out) {
        try {
            body.writeTo(out);
            out.close();
        } catch (IOException | InterruptedException _) {
            // The client is gone, or sees by the missing last chunk that the answer is not whole.
        } finally {
            connection.close();
        }
    }

    private static final class Chunks extends OutputStream {
        private final RawConnection connection;

        Chunks(RawConnection connection) {
            this.connection = connection;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            if (length > 0) {
                connection.write(
                        ByteBuffer.wrap((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII)),
                        ByteBuffer.wrap(buffer, offset, length),
                        ByteBuffer.wrap(LINE_END));
            }
        }

        @Override
        public void close() throws IOException {
            connection.write(ByteBuffer.wrap(LAST_CHUNK));
        }
    }

    private static final class Plain extends OutputStream {
        private final RawConnection connection;

        Plain(RawConnection connection) {
            this.connection = connection;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            connection.write(ByteBuffer.wrap(buffer, offset, length));
        }
    }
}
