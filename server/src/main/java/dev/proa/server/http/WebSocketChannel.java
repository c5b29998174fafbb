package dev.proa.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/**
 * One web socket: what the client sends becomes bytes, whatever its messages, and output travels as a message for each
 * piece. What the client sends is asked for as it is taken, so that a slow process slows the client.
 */
final class WebSocketChannel implements FrameHandler {
    /** How long a client may take to answer the end. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Streams streams;
    private final byte messageType;
    private volatile @Nullable CoreSession session;

    /** The streams that a web socket carries. */
    interface Streams {
        /** Hands all output to the sink; called once, on a thread of its own. */
        void copyOutput(OutputStream sink) throws IOException;

        /** Takes some input, blocking; an end of input is told by {@link #ended}. */
        void input(byte[] bytes) throws IOException;

        /** The client sends no more. */
        void inputEnded();

        /** The client is gone. */
        void ended();
    }

    /** @param binary whether messages are binary; otherwise they are said to be text, whatever is in them */
    WebSocketChannel(Streams streams, boolean binary) {
        this.streams = streams;
        this.messageType = binary ? OpCode.BINARY : OpCode.TEXT;
    }

    /** False when the request does not ask for a web socket. */
    boolean upgrade(Request request, Response response, Callback callback) {
        Configuration.ConfigurationCustomizer settings = new Configuration.ConfigurationCustomizer();
        settings.setIdleTimeout(Duration.ZERO);
        try {
            return Handshaker.newInstance()
                    .upgradeRequest(
                            this::negotiate,
                            request,
                            response,
                            callback,
                            WebSocketServerComponents.ensureWebSocketComponents(request.getConnectionMetaData()
                                    .getConnector()
                                    .getServer()),
                            settings);
        } catch (WebSocketException malformed) {
            throw new HttpFailure(400, String.valueOf(malformed.getMessage()));
        }
    }

    private FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        response.setExtensions(List.of()); // bytes of terminals gain nothing by compression but delay
        if (request.getSubProtocols().size() == 1) {
            response.setAcceptedSubProtocol(request.getSubProtocols().getFirst());
        }
        return this;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        opened.demand();
        Thread.ofVirtual().name("websocket-output").start(() -> carryOutput(opened));
    }

    private void carryOutput(CoreSession to) {
        try {
            streams.copyOutput(new Messages(to));
            to.setIdleTimeout(GOODBYE);
            to.close(CloseStatus.NORMAL, null, Callback.NOOP);
        } catch (IOException | RuntimeException gone) {
            to.abort();
        }
    }

    private final class Messages extends OutputStream {
        private final CoreSession to;

        Messages(CoreSession to) {
            this.to = to;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try (Blocker.Callback sent = Blocker.callback()) {
                to.sendFrame(new Frame(messageType, ByteBuffer.wrap(buffer, offset, length)), sent, false);
                sent.block();
            }
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        CoreSession from = session;
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> {
                ByteBuffer payload = frame.getPayload();
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                // The next one is asked for after this one was taken, which keeps their order.
                Thread.ofVirtual().name("websocket-input").start(() -> take(bytes, callback));
            }
            case OpCode.CLOSE -> {
                streams.inputEnded();
                callback.succeeded();
            }
            case OpCode.PING -> {
                if (from != null) {
                    ByteBuffer echo = ByteBuffer.allocate(frame.getPayloadLength());
                    echo.put(frame.getPayload()).flip();
                    from.sendFrame(new Frame(OpCode.PONG, echo), Callback.NOOP, false);
                }
                next(callback);
            }
            default -> next(callback);
        }
    }

    private void take(byte[] bytes, Callback callback) {
        try {
            streams.input(bytes);
        } catch (IOException takesNoMore) {
            // What the client still sends is of no use to anyone; its end still is.
        }
        next(callback);
    }

    private void next(Callback callback) {
        callback.succeeded();
        CoreSession from = session;
        if (from != null && from.isInputOpen()) {
            from.demand();
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        streams.ended();
        callback.succeeded();
    }
}
