package dev.proa.network.dns;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Messages on a TCP connection, each with its length in front (RFC 1035 4.2.2). */
final class TcpFrames {
    private TcpFrames() {}

    static byte[] framed(byte[] message) {
        byte[] frame = new byte[message.length + 2];
        frame[0] = (byte) (message.length >> 8);
        frame[1] = (byte) message.length;
        System.arraycopy(message, 0, frame, 2, message.length);
        return frame;
    }

    /**
     * Reads the next message.
     *
     * @param deadline of {@link System#nanoTime}: by then the whole message must have come, however many bytes at a time
     * @return null when the other side has closed
     */
    static byte @Nullable [] read(Socket socket, long deadline) throws IOException {
        byte[] length = new byte[2];
        if (!fill(socket, length, deadline)) {
            return null;
        }
        byte[] message = new byte[((length[0] & 0xff) << 8) | (length[1] & 0xff)];
        return fill(socket, message, deadline) ? message : null;
    }

    private static boolean fill(Socket socket, byte[] buffer, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        int count = 0;
        while (count < buffer.length) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("a message that does not come to its end");
            }
            socket.setSoTimeout((int) left);
            int read = in.read(buffer, count, buffer.length - count);
            if (read < 0) {
                return false;
            }
            count += read;
        }
        return true;
    }
}
