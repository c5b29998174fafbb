package dev.proa.network.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.linux.netlink.RtNetlink;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.dns.NetworkNames.Member;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name server in a real namespace, asked from inside. */
class NameServerTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.ofLiteral(Resolver.ADDRESS), 53);

    @TempDir
    private Path directory;

    private NetworkNamespace namespace;
    private NameServer server;
    private Resolver resolver;

    @BeforeEach
    void open() throws IOException {
        namespace = NetworkNamespace.create(directory.resolve("ns"));
        try (RtNetlink inside = RtNetlink.openIn(namespace)) {
            inside.setUp(inside.link("lo").orElseThrow().index());
        }
        server = new NameServer();
        server.names().put("n1", "back", new Member("c1", List.of("web"), List.of(InetAddress.ofLiteral("10.0.0.2"))));
        resolver = server.open(namespace, scope());
    }

    private static Scope scope() {
        return new Scope(List.of(new Scope.Membership("n1", Map.of())), List.of(), true);
    }

    @AfterEach
    void close() throws IOException {
        resolver.close();
        server.close();
        namespace.delete();
    }

    /** Asks again until there is an answer: a datagram may be lost when much is going on. */
    private byte[] askByUdp(byte[] question) throws IOException {
        try (DatagramChannel client = namespace.call(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            client.connect(SERVER);
            client.socket().setSoTimeout(2_000);
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            for (int attempt = 0; ; attempt++) {
                client.socket().send(new DatagramPacket(question, question.length));
                try {
                    client.socket().receive(answer);
                    return Arrays.copyOf(answer.getData(), answer.getLength());
                } catch (java.net.SocketTimeoutException lost) {
                    assertThat(attempt).as("attempts").isLessThan(30);
                }
            }
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client = namespace.call(() -> SocketChannel.open(StandardProtocolFamily.INET));
        client.connect(SERVER);
        return client;
    }

    private byte[] askByTcp(byte[] question) throws IOException {
        try (SocketChannel client = connect()) {
            Socket socket = client.socket();
            socket.getOutputStream().write(TcpFrames.framed(question));
            byte[] answer = TcpFrames.read(socket, System.nanoTime() + 60_000_000_000L);
            return Objects.requireNonNull(answer);
        }
    }

    private void answers() throws IOException {
        byte[] answer = askByUdp(Questions.of("web", RecordType.A));
        assertThat(Questions.answers(answer)).isEqualTo(1);
        assertThat(answer).endsWith(10, 0, 0, 2);
    }

    @Test
    void answersOverUdpAndTcp() throws IOException {
        answers();
        assertThat(askByTcp(Questions.of("web", RecordType.A))).endsWith(10, 0, 0, 2);
    }

    @Test
    void leavesThePortToServersInTheContainer() throws IOException {
        try (DatagramChannel own = namespace.call(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            own.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 53));
            answers();
        }
    }

    @Test
    void aLaterServerTakesThePlaceOfOneThatDied() throws IOException {
        resolver.close();
        try (NameServer later = new NameServer()) {
            later.names()
                    .put("n1", "back", new Member("c1", List.of("web"), List.of(InetAddress.ofLiteral("10.0.0.2"))));
            resolver = later.open(namespace, scope());
            answers();
        }
    }

    @Test
    void hostileQuestionsDoNotStopIt() throws IOException {
        try (DatagramChannel client = namespace.call(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            Random random = new Random(1);
            byte[] question = Questions.of("web", RecordType.A);
            for (int i = 0; i < 20_000; i++) {
                byte[] damaged = i % 100 == 0 ? new byte[60_000] : question.clone();
                random.nextBytes(i % 2 == 0 ? damaged : new byte[0]);
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                client.send(ByteBuffer.wrap(damaged), SERVER);
            }
        }
        answers();
    }

    @Test
    void slowAndManyConnectionsDoNotStopIt() throws IOException {
        List<SocketChannel> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                SocketChannel client = connect();
                silent.add(client);
                client.write(ByteBuffer.wrap(new byte[] {(byte) 0xff}));
            }
            answers();
        } finally {
            for (SocketChannel client : silent) {
                client.close();
            }
        }
        byte[] answer = null;
        for (int attempt = 0; answer == null; attempt++) {
            try {
                answer = askByTcp(Questions.of("web", RecordType.A));
            } catch (IOException | NullPointerException full) {
                assertThat(attempt).as("attempts").isLessThan(100_000);
            }
        }
        assertThat(answer).endsWith(10, 0, 0, 2);
    }

    @Test
    void asksAnotherServerFromTheContainersNamespace() throws IOException {
        // A name server of the namespace's own stands for one elsewhere.
        try (DatagramChannel far = namespace.call(() -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            InetAddress address = InetAddress.ofLiteral("127.0.0.2");
            far.bind(new InetSocketAddress(address, 53));
            resolver.scope(new Scope(List.of(), List.of(new Scope.Upstream(address, false)), true));
            Thread.ofVirtual().start(() -> {
                try {
                    ByteBuffer buffer = ByteBuffer.allocate(512);
                    while (true) {
                        buffer.clear();
                        var client = far.receive(buffer);
                        buffer.flip();
                        byte[] message = new byte[buffer.remaining()];
                        buffer.get(message);
                        Query query = ((Parsed.Question) MessageParser.parse(message, message.length)).query();
                        // Somebody who guesses comes first, with another id.
                        byte[] forged = MessageWriter.addresses(query, List.of(InetAddress.ofLiteral("6.6.6.6")), 512);
                        forged[0] ^= 1;
                        far.send(ByteBuffer.wrap(forged), client);
                        far.send(
                                ByteBuffer.wrap(MessageWriter.addresses(
                                        query, List.of(InetAddress.ofLiteral("192.0.2.7")), 512)),
                                client);
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            assertThat(askByUdp(Questions.of("example.org", RecordType.A))).endsWith(192, 0, 2, 7);
        }
    }
}
