package dev.proa.network.dns;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

/** Serves one TCP connection: question after question, until the client closes or keeps silent. */
final class TcpClient {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final int LARGEST = 65_535;

    private final Resolver resolver;
    private final Answerer answerer;
    private final BooleanSupplier begin;
    private final Runnable end;

    /**
     * For one connection.
     *
     * @param begin asks for leave to ask a server elsewhere
     * @param end gives it back
     */
    TcpClient(Resolver resolver, Answerer answerer, BooleanSupplier begin, Runnable end) {
        this.resolver = resolver;
        this.answerer = answerer;
        this.begin = begin;
        this.end = end;
    }

    void serve(SocketChannel channel) throws IOException {
        Socket socket = channel.socket();
        while (resolver.tcp().isOpen()) {
            byte[] message = TcpFrames.read(socket, System.nanoTime() + PATIENCE_NANOS);
            if (message == null) {
                return;
            }
            switch (MessageParser.parse(message, message.length)) {
                case Parsed.Question(Query query) -> write(socket, answer(query));
                case Parsed.Rejected rejected -> write(socket, rejected.reply());
                case Parsed.Ignored() -> {
                    return;
                }
            }
        }
    }

    private byte[] answer(Query query) {
        Scope scope = resolver.scope();
        byte[] answer = answerer.answer(query, scope, LARGEST);
        if (answer != null) {
            return answer;
        }
        if (!begin.getAsBoolean()) {
            return MessageWriter.empty(query, ResponseCode.REFUSED);
        }
        try {
            return resolver.forwarder().ask(query, scope, true);
        } finally {
            end.run();
        }
    }

    private static void write(Socket socket, byte[] answer) throws IOException {
        socket.getOutputStream().write(TcpFrames.framed(answer));
    }
}
