package dev.proa.server.http;

import dev.proa.engine.container.Attachment;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A request whose connection becomes the streams of a process in web socket messages: output and errors together, as
 * they come, without frames of Docker's own.
 */
public final class WebSocketHijack {
    private WebSocketHijack() {}

    /**
     * Answers, and returns; from then on the bytes travel by themselves, until the process has ended or the client has
     * gone. Owns the attachment.
     *
     * @param binary whether output comes in binary messages
     */
    public static void begin(Exchange exchange, Attachment attachment, boolean binary) {
        try {
            exchange.takeOver(new WebSocketChannel(new AttachedStreams(attachment), binary));
        } catch (RuntimeException refused) {
            attachment.close();
            throw refused;
        }
    }

    private static final class AttachedStreams implements WebSocketChannel.Streams {
        private final Attachment attachment;
        private final OutputStream stdin;

        AttachedStreams(Attachment attachment) {
            this.attachment = attachment;
            this.stdin = attachment.stdin();
        }

        @Override
        public void copyOutput(OutputStream sink) throws IOException {
            try {
                attachment.copyOutput((_, buffer, offset, length) -> sink.write(buffer, offset, length));
            } finally {
                attachment.close();
            }
        }

        @Override
        public void input(byte[] bytes) throws IOException {
            stdin.write(bytes, 0, bytes.length);
        }

        @Override
        public void inputEnded() {
            Thread.ofVirtual().name("websocket-input-end").start(() -> {
                try {
                    stdin.close();
                } catch (IOException gone) {
                    // The process has ended.
                }
            });
        }

        @Override
        public void ended() {
            attachment.close();
        }
    }
}
