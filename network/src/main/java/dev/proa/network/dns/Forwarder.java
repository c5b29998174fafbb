package dev.proa.network.dns;

import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Asks the name servers behind this one. Each question has a socket of its own, so that the kernel gives it a port that
 * nobody can guess, and an id of its own.
 */
final class Forwarder {
    private static final int PORT = 53;
    private static final int MOST_SERVERS = 3;
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final int LARGEST = 65_535;
    private static final int RESPONSE = 0x80;
    private static final int CODE = 0x0f;

    /** Made by the first question, since it takes a while. */
    private static final class Ids {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private final NetworkNamespace namespace;

    /** @param namespace the container's, from which servers are asked that are not the host's alone */
    Forwarder(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    /**
     * The answer of the first server that has one; a server's failure counts only when none does better.
     *
     * @param tcp how the client asked: the answer to a datagram may tell it to ask again
     */
    byte[] ask(Query query, Scope scope, boolean tcp) {
        byte @Nullable [] failure = null;
        for (Scope.Upstream server : scope.upstreams()
                .subList(0, Math.min(MOST_SERVERS, scope.upstreams().size()))) {
            try {
                byte[] answer = tcp ? overTcp(query, server) : overUdp(query, server);
                int code = answer[3] & CODE;
                if (code != ResponseCode.SERVER_FAILURE.number() && code != ResponseCode.REFUSED.number()) {
                    return answer;
                }
                failure = answer;
            } catch (IOException silent) {
                // The next one may do better.
            }
        }
        return failure == null ? MessageWriter.empty(query, ResponseCode.SERVER_FAILURE) : failure;
    }

    private byte[] overUdp(Query query, Scope.Upstream server) throws IOException {
        try (DatagramChannel channel = open(server, () -> DatagramChannel.open(family(server)))) {
            channel.connect(new InetSocketAddress(server.address(), PORT));
            byte[] question = question(query);
            channel.socket().send(new DatagramPacket(question, question.length));
            long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
            DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            while (true) {
                channel.socket().setSoTimeout(millisUntil(deadline));
                channel.socket().receive(packet);
                byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
                if (answers(answer, question, query)) {
                    return restored(answer, query);
                }
            }
        }
    }

    private byte[] overTcp(Query query, Scope.Upstream server) throws IOException {
        try (SocketChannel channel = open(server, () -> SocketChannel.open(family(server)))) {
            Socket socket = channel.socket();
            socket.connect(new InetSocketAddress(server.address(), PORT), TIMEOUT_MILLIS);
            byte[] question = question(query);
            socket.getOutputStream().write(TcpFrames.framed(question));
            long deadline = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
            byte[] answer = TcpFrames.read(socket, deadline);
            if (answer == null || !answers(answer, question, query)) {
                throw new IOException("no answer to the question from " + server.address());
            }
            return restored(answer, query);
        }
    }

    private <T> T open(Scope.Upstream server, NetworkNamespace.Work<T> work) throws IOException {
        return server.fromHost() ? work.run() : namespace.call(work);
    }

    private static ProtocolFamily family(Scope.Upstream server) {
        return server.address() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    private static int millisUntil(long deadline) throws SocketTimeoutException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) left;
    }

    private static byte[] question(Query query) {
        byte[] question = Arrays.copyOf(query.message(), query.length());
        int id = Ids.RANDOM.nextInt(1 << 16);
        question[0] = (byte) (id >> 8);
        question[1] = (byte) id;
        return question;
    }

    /** Whether it is an answer to this question; some servers that fail leave the question out. */
    private static boolean answers(byte[] answer, byte[] question, Query query) {
        if (answer.length < MessageParser.HEADER
                || answer[0] != question[0]
                || answer[1] != question[1]
                || (answer[2] & RESPONSE) == 0) {
            return false;
        }
        boolean bare = answer[4] == 0 && answer[5] == 0 && (answer[3] & CODE) != 0;
        return bare || sameQuestion(answer, question, query.questionEnd());
    }

    private static boolean sameQuestion(byte[] answer, byte[] question, int end) {
        if (answer.length < end) {
            return false;
        }
        for (int i = MessageParser.HEADER; i < end; i++) {
            if (lower(answer[i]) != lower(question[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    private static byte[] restored(byte[] answer, Query query) {
        answer[0] = query.message()[0];
        answer[1] = query.message()[1];
        return answer;
    }
}
