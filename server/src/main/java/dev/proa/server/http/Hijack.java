package dev.proa.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.OutputSink;
import dev.proa.engine.container.StdStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A request whose connection becomes the standard streams of a process: attach and exec.
 *
 * <p>A client that asked for an upgrade is answered 101, others 200; either way the connection is then the client's
 * input one way and output the other, raw with a terminal, else in frames of eight bytes (stream, three zeros, length in
 * network byte order) and payload.
 */
public final class Hijack {
    private static final int INPUT_BUFFER = 64 << 10;

    private final RawConnection connection;
    private final boolean framed;

    private Hijack(RawConnection connection, boolean framed) {
        this.connection = connection;
        this.framed = framed;
    }

    /**
     * Takes the connection over and answers.
     *
     * @param tty whether output is raw
     */
    public static Hijack begin(Exchange exchange, boolean tty) throws IOException {
        boolean upgrade = exchange.header("Upgrade") != null;
        boolean multiplexed = upgrade && !tty && !exchange.version().before(42);
        exchange.answerHeader(
                "Content-Type",
                multiplexed ? "application/vnd.docker.multiplexed-stream" : "application/vnd.docker.raw-stream");
        if (upgrade) {
            exchange.answerHeader("Connection", "Upgrade");
            exchange.answerHeader("Upgrade", "tcp");
        }
        String status = upgrade ? "HTTP/1.1 101 UPGRADED\r\n" : "HTTP/1.1 200 OK\r\n";
        byte[] head = (status + exchange.headerLines() + "\r\n").getBytes(US_ASCII);
        RawConnection connection = exchange.takeOver();
        try {
            connection.write(ByteBuffer.wrap(head));
        } catch (IOException gone) {
            connection.close();
            throw gone;
        }
        return new Hijack(connection, !tty);
    }

    /** Tells of a failure where output would be, as dockerd does for an exec that cannot start, and ends. */
    public void fail(String message) throws IOException, InterruptedException {
        try {
            byte[] text = (message + "\r\n").getBytes(UTF_8);
            sink().write(StdStream.STDOUT, text, 0, text.length);
            connection.shutdownOutput();
            discardInput();
        } finally {
            connection.close();
        }
    }

    /** Carries bytes both ways until the process has ended or the client is gone, and closes the attachment. */
    public void carry(Attachment attachment) throws IOException, InterruptedException {
        Thread output = Thread.ofVirtual().name("hijack-output").start(() -> carryOutput(attachment));
        try {
            carryInput(attachment);
            output.join();
        } finally {
            attachment.close();
            connection.close();
        }
    }

    private void carryOutput(Attachment attachment) {
        try {
            attachment.copyOutput(sink());
            // Closing while bytes of the client are unread would reset the connection before it has read all.
            connection.shutdownOutput();
        } catch (IOException | RuntimeException _) {
            connection.close();
        } finally {
            attachment.close();
        }
    }

    private void carryInput(Attachment attachment) throws InterruptedException {
        byte[] buffer = new byte[INPUT_BUFFER];
        try (OutputStream stdin = attachment.stdin()) {
            int length = connection.read(buffer);
            while (length >= 0) {
                stdin.write(buffer, 0, length);
                length = connection.read(buffer);
            }
        } catch (IOException _) {
            // The process takes no more input; what the client still sends is of no use to anyone.
            discardInput();
        }
    }

    private void discardInput() throws InterruptedException {
        byte[] buffer = new byte[INPUT_BUFFER];
        try {
            while (connection.read(buffer) >= 0) {
                // Read only to see the end.
            }
        } catch (IOException _) {
            connection.close();
        }
    }

    private OutputSink sink() {
        if (!framed) {
            return (_, buffer, offset, length) -> connection.write(ByteBuffer.wrap(buffer, offset, length));
        }
        ByteBuffer header = ByteBuffer.allocate(8);
        return (stream, buffer, offset, length) -> {
            header.clear().put(0, number(stream)).putInt(4, length);
            connection.write(header, ByteBuffer.wrap(buffer, offset, length));
        };
    }

    private static byte number(StdStream stream) {
        return switch (stream) {
            case STDIN -> 0;
            case STDOUT -> 1;
            case STDERR -> 2;
        };
    }
}
