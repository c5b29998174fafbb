package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Published UDP ports, with a server that answers each datagram with its name and the address of the client. */
@EachCli
class UdpPortsTest {

    /** In Perl, which every Debian has: busybox knows no UDP. */
    private static final String SERVER = """
            socket(S, 2, 2, 17) or die $!;
            bind(S, pack("S n a4 x8", 2, 9, "\\0\\0\\0\\0")) or die $!;
            while (1) {
                $from = recv(S, $question, 999, 0);
                send(S, "$ENV{NAME} for " . join(".", unpack("C4", substr($from, 4, 4))), 0, $from);
            }
            """;

    /** Asks a port of an address until there is an answer, and prints it. */
    private static final String CLIENT = """
            socket(S, 2, 2, 17) or die $!;
            for (1 .. 30) {
                send(S, "?", 0, pack("S n C4 x8", 2, $ARGV[1], split(/[.]/, $ARGV[0])));
                $ready = "";
                vec($ready, fileno(S), 1) = 1;
                if (select($ready, undef, undef, 1)) {
                    recv(S, $answer, 999, 0);
                    print $answer;
                    exit 0;
                }
            }
            exit 1;
            """;

    private final Cli cli;

    UdpPortsTest(Cli cli) {
        this.cli = cli;
    }

    private String image() throws IOException {
        Path perl = Path.of("/usr/bin/perl");
        Layer layer = Fixtures.busyboxLayer().file("bin/perl", Files.readAllBytes(perl), 0755);
        for (String line : Host.exec("ldd", perl.toString()).lines().toList()) {
            int start = line.indexOf('/');
            if (start >= 0) {
                Path library = Path.of(line.substring(start, line.indexOf(" (")));
                layer.file(library.toString().substring(1), Files.readAllBytes(library), 0755);
            }
        }
        String tag = "perl-" + cli + ":test";
        Path home = cli.daemon().home().dir();
        Path archive =
                new ImageArchive(tag).layer(layer).writeDockerArchive(Files.createTempFile(home, "perl", ".tar"));
        cli.run("load", "-i", archive.toString()).ok();
        Files.delete(archive);
        return tag;
    }

    private String server(String image, String published) {
        String name = SharedEngine.freshName("udp");
        cli.run("run", "-d", "--name", name, "-e", "NAME=" + name, "-p", published, image, "/bin/perl", "-e", SERVER)
                .ok();
        return name;
    }

    private int port(String name) {
        String shown = cli.run("port", name, "9/udp").ok().lines().findFirst().orElseThrow();
        return Integer.parseInt(shown.substring(shown.lastIndexOf(':') + 1));
    }

    @ConcurrentTest
    void containersThatAreKeptApartReachEachOthersPorts() throws IOException {
        String image = image();
        try (Lan lan = new Lan(cli, "-o", "com.docker.network.bridge.enable_icc=false");
                OtherHost other = OtherHost.connect()) {
            String name = SharedEngine.freshName("udp");
            String neighbour = SharedEngine.freshName("neighbour");
            List<String> run = List.of("run", "-d", "--network", lan.name(), "-e", "NAME=" + name, "-p", "9/udp");
            run(run, "--name", name, image, "/bin/perl", "-e", SERVER);
            run(run, "--name", neighbour, image, "/bin/sleep", "1000");
            try {
                assertThat(askFrom(neighbour, other.ourAddress(), port(name))).startsWith(name + " for ");
            } finally {
                cli.run("rm", "-f", name, neighbour).ok();
            }
        }
    }

    private void run(List<String> options, String... rest) {
        List<String> line = new ArrayList<>(options);
        line.addAll(List.of(rest));
        cli.run(line.toArray(String[]::new)).ok();
    }

    private String askFrom(String container, String address, int port) {
        return cli.run("exec", container, "/bin/perl", "-e", CLIENT, address, Integer.toString(port))
                .ok();
    }

    @ConcurrentTest
    void aPortIsReachedFromEverywhere() throws IOException {
        String image = image();
        String name = server(image, "9/udp");
        int port = port(name);
        try (OtherHost other = OtherHost.connect();
                DatagramSocket client = new DatagramSocket(0, InetAddress.ofLiteral("0.0.0.0"));
                DatagramSocket client6 = new DatagramSocket(0, InetAddress.ofLiteral("::"))) {
            // Another host, whose address the container sees.
            String there = other.inside("perl", "-e", CLIENT, other.ourAddress(), Integer.toString(port));
            assertThat(there).isEqualTo(name + " for " + other.address());
            // This host.
            assertThat(ask(client, "127.0.0.1", port)).startsWith(name + " for ");
            assertThat(ask(client, other.ourAddress(), port)).startsWith(name + " for ");
            assertThat(ask(client6, "::1", port)).startsWith(name + " for ");
            assertThat(ask(client6, other.ourAddress6(), port)).startsWith(name + " for ");
            // Containers by the host's address: another, and itself.
            String neighbour = SharedEngine.freshName("neighbour");
            cli.run("run", "-d", "--name", neighbour, image, "/bin/sleep", "1000")
                    .ok();
            assertThat(askFrom(neighbour, other.ourAddress(), port)).startsWith(name + " for ");
            assertThat(askFrom(name, other.ourAddress(), port)).startsWith(name + " for ");
        }
    }

    @ConcurrentTest
    void aClientThatGoesOnSendingFindsTheNextContainer() throws IOException {
        String image = image();
        String first = server(image, "9/udp");
        int port = port(first);
        try (OtherHost other = OtherHost.connect();
                DatagramSocket client = new DatagramSocket(0, InetAddress.ofLiteral("0.0.0.0"))) {
            for (String address : List.of("127.0.0.1", other.ourAddress())) {
                assertThat(ask(client, address, port)).startsWith(first + " for ");
            }
            cli.run("rm", "-f", first).ok();
            // A flow of its own, to nobody.
            send(client, "127.0.0.1", port);
            send(client, other.ourAddress(), port);
            String second = server(image, port + ":9/udp");
            for (String address : List.of("127.0.0.1", other.ourAddress())) {
                assertThat(ask(client, address, port)).startsWith(second + " for ");
            }
        }
    }

    private static void send(DatagramSocket client, String address, int port) throws IOException {
        client.send(
                new DatagramPacket("?".getBytes(StandardCharsets.US_ASCII), 1, InetAddress.ofLiteral(address), port));
    }

    /** Asks again and again: the server may not have begun, and datagrams may get lost. */
    private static String ask(DatagramSocket client, String address, int port) throws IOException {
        client.setSoTimeout(500);
        DatagramPacket answer = new DatagramPacket(new byte[999], 999);
        Await.until("an answer from " + address + ":" + port, () -> {
            try {
                send(client, address, port);
                client.receive(answer);
                return true;
            } catch (SocketTimeoutException notYet) {
                return false;
            }
        });
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }
}
