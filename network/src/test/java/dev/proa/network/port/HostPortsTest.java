package dev.proa.network.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Reserving ports of this host, and relaying from them to a server on the loopback interface. */
class HostPortsTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress LOOPBACK_6 = InetAddress.ofLiteral("::1");
    private static final HostPorts.Target TARGET =
            new HostPorts.Target(Optional.of(InetAddress.ofLiteral("127.0.0.1")), Optional.empty());

    private static PortRequest request(Protocol protocol, InetAddress host, int first, int last) {
        return new PortRequest(protocol, 80, Optional.of(host), first, last);
    }

    @Test
    void aPortThatAnotherContainerHasIsRefused() throws IOException {
        try (HostPorts ports = new HostPorts();
                PortReservation first =
                        ports.reserve(List.of(new PortRequest(Protocol.TCP, 80, Optional.empty(), 0, 0)), TARGET)) {
            int port = first.forwards().getFirst().hostPort();
            assertThat(first.forwards()).extracting(PortForward::hostPort).containsOnly(port);
            assertThatThrownBy(() -> ports.reserve(List.of(request(Protocol.TCP, LOOPBACK, port, port)), TARGET))
                    .isInstanceOf(PortUnavailable.class)
                    .hasMessage("Bind for 127.0.0.1:" + port + " failed: port is already allocated");
        }
    }

    @Test
    void aPortThatAProgramHasIsRefused() throws IOException {
        try (HostPorts ports = new HostPorts();
                DatagramSocket program = new DatagramSocket(0, LOOPBACK)) {
            int port = program.getLocalPort();
            assertThatThrownBy(() -> ports.reserve(List.of(request(Protocol.UDP, LOOPBACK, port, port)), TARGET))
                    .isInstanceOf(PortUnavailable.class)
                    .hasMessage("failed to bind host port for 127.0.0.1:" + port
                            + ":127.0.0.1:80/udp: address already in use");
        }
    }

    @Test
    void aReservedPortIsNobodyElses() throws IOException {
        try (HostPorts ports = new HostPorts()) {
            PortReservation reservation = ports.reserve(
                    List.of(request(Protocol.TCP, LOOPBACK, 0, 0), request(Protocol.UDP, LOOPBACK, 0, 0)), TARGET);
            int tcp = reservation.forwards().get(0).hostPort();
            int udp = reservation.forwards().get(1).hostPort();
            assertThatThrownBy(() -> new ServerSocket(tcp, 1, LOOPBACK).close()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new DatagramSocket(udp, LOOPBACK).close()).isInstanceOf(IOException.class);
            reservation.close();
            new DatagramSocket(udp, LOOPBACK).close();
            new ServerSocket(tcp, 1, LOOPBACK).close();
        }
    }

    @Test
    void theFirstFreePortOfARangeIsTaken() throws IOException {
        try (HostPorts ports = new HostPorts();
                PortReservation first = ports.reserve(List.of(request(Protocol.UDP, LOOPBACK, 0, 0)), TARGET)) {
            int port = first.forwards().getFirst().hostPort();
            try (PortReservation next =
                    ports.reserve(List.of(request(Protocol.UDP, LOOPBACK, port, port + 50)), TARGET)) {
                assertThat(next.forwards().getFirst().hostPort()).isBetween(port + 1, port + 50);
            }
        }
    }

    @Test
    void oneThatFailsFreesThoseBefore() throws IOException {
        try (HostPorts ports = new HostPorts();
                DatagramSocket program = new DatagramSocket(0, LOOPBACK)) {
            int taken = program.getLocalPort();
            PortReservation probe = ports.reserve(List.of(request(Protocol.TCP, LOOPBACK, 0, 0)), TARGET);
            int free = probe.forwards().getFirst().hostPort();
            probe.close();
            assertThatThrownBy(() -> ports.reserve(
                            List.of(
                                    request(Protocol.TCP, LOOPBACK, free, free),
                                    request(Protocol.UDP, LOOPBACK, taken, taken)),
                            TARGET))
                    .isInstanceOf(PortUnavailable.class);
            new ServerSocket(free, 1, LOOPBACK).close();
        }
    }

    @Test
    void clientsOfVersion6ReachAServerOfVersion4() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                HostPorts ports = new HostPorts();
                PortReservation reservation = ports.reserve(
                        List.of(new PortRequest(Protocol.TCP, server.getLocalPort(), Optional.of(LOOPBACK_6), 0, 0)),
                        TARGET)) {
            PortForward forward = reservation.forwards().getFirst();
            assertThat(forward.translatable()).isFalse();
            assertThat(forward.address()).isInstanceOf(Inet4Address.class);
            try (Socket client = new Socket(LOOPBACK_6, forward.hostPort());
                    Socket accepted = server.accept()) {
                byte[] large = new byte[3_000_000];
                new java.util.Random(1).nextBytes(large);
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, large));
                // The end of one direction comes through, and the other stays open.
                assertThat(accepted.getInputStream().readAllBytes()).isEqualTo(large);
                sent.join();
                CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> send(accepted, large));
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(large);
                answered.join();
            }
        }
    }

    @Test
    void aResetComesThrough() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                HostPorts ports = new HostPorts();
                PortReservation reservation = ports.reserve(
                        List.of(new PortRequest(Protocol.TCP, server.getLocalPort(), Optional.of(LOOPBACK_6), 0, 0)),
                        TARGET);
                Socket client =
                        new Socket(LOOPBACK_6, reservation.forwards().getFirst().hostPort())) {
            Socket accepted = server.accept();
            client.getOutputStream().write('x');
            assertThat(accepted.getInputStream().read()).isEqualTo('x');
            accepted.setSoLinger(true, 0);
            accepted.close();
            InputStream answer = client.getInputStream();
            assertThatThrownBy(answer::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whenNobodyListensTheClientIsReset() throws Exception {
        int unused;
        try (ServerSocket probe = new ServerSocket(0, 1, LOOPBACK)) {
            unused = probe.getLocalPort();
        }
        try (HostPorts ports = new HostPorts();
                PortReservation reservation = ports.reserve(
                        List.of(new PortRequest(Protocol.TCP, unused, Optional.of(LOOPBACK_6), 0, 0)), TARGET);
                Socket client = new Socket()) {
            client.connect(new InetSocketAddress(
                    LOOPBACK_6, reservation.forwards().getFirst().hostPort()));
            InputStream answer = client.getInputStream();
            assertThatThrownBy(answer::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void datagramsComeThroughAndAnswersGoToWhoeverAsked() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK);
                HostPorts ports = new HostPorts();
                PortReservation reservation = ports.reserve(
                        List.of(new PortRequest(Protocol.UDP, server.getLocalPort(), Optional.empty(), 0, 0)), TARGET);
                DatagramSocket version6 = new DatagramSocket(0, LOOPBACK_6);
                DatagramSocket version4 = new DatagramSocket(0, LOOPBACK)) {
            int port = reservation.forwards().getFirst().hostPort();
            // A connected socket takes answers only from the address that was asked, here not the host's first.
            version4.connect(InetAddress.ofLiteral("127.0.0.9"), port);
            version6.connect(LOOPBACK_6, port);
            byte[] large = new byte[60_000];
            new java.util.Random(2).nextBytes(large);
            for (int round = 0; round < 3; round++) {
                ask(version4, "from version 4".getBytes(StandardCharsets.US_ASCII));
                DatagramPacket first = next(server);
                ask(version6, large);
                DatagramPacket second = next(server);
                assertThat(second.getSocketAddress()).isNotEqualTo(first.getSocketAddress());
                assertThat(first.getLength()).isEqualTo(14);
                server.send(second);
                server.send(first);
                assertThat(next(version6).getLength()).isEqualTo(large.length);
                assertThat(next(version4).getLength()).isEqualTo(14);
            }
        }
    }

    @Test
    void aServerOfDatagramsMayComeLater() throws Exception {
        int unused;
        try (DatagramSocket probe = new DatagramSocket(0, LOOPBACK)) {
            unused = probe.getLocalPort();
        }
        try (HostPorts ports = new HostPorts();
                PortReservation reservation = ports.reserve(
                        List.of(new PortRequest(Protocol.UDP, unused, Optional.of(LOOPBACK_6), 0, 0)), TARGET);
                DatagramSocket client = new DatagramSocket(0, LOOPBACK_6)) {
            client.connect(LOOPBACK_6, reservation.forwards().getFirst().hostPort());
            ask(client, new byte[] {1});
            ask(client, new byte[] {2});
            try (DatagramSocket server = new DatagramSocket(unused, LOOPBACK)) {
                ask(client, new byte[] {3});
                // Those before may still be on their way.
                byte came = 0;
                while (came != 3) {
                    came = next(server).getData()[0];
                }
            }
        }
    }

    @Test
    void sctpIsNotRelayed() {
        try (HostPorts ports = new HostPorts()) {
            assertThatThrownBy(() -> ports.reserve(List.of(request(Protocol.SCTP, LOOPBACK_6, 0, 0)), TARGET))
                    .isInstanceOf(PortUnavailable.class)
                    .hasMessage("cannot publish sctp port 80 at ::1: the container has no address of that version,"
                            + " and sctp is not relayed");
        }
    }

    private static void ask(DatagramSocket client, byte[] question) throws IOException {
        client.send(new DatagramPacket(question, question.length));
    }

    private static DatagramPacket next(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.setSoTimeout(30_000);
        socket.receive(packet);
        return packet;
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            socket.shutdownOutput();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
