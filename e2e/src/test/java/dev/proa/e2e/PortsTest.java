package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Published ports: who reaches them from where, which are refused, and how they are shown. */
@EachCli
class PortsTest {

    /** A server that answers with the address its client has. */
    private static final String SERVER = "mkdir -p /www/cgi-bin; printf '#!/bin/sh\\necho\\necho from $REMOTE_ADDR\\n'"
            + " > /www/cgi-bin/who; chmod +x /www/cgi-bin/who; exec httpd -f -p 80 -h /www";

    private final Cli cli;

    PortsTest(Cli cli) {
        this.cli = cli;
    }

    private String server(String... options) {
        String name = SharedEngine.freshName("web");
        List<String> line = new ArrayList<>(List.of("run", "-d", "--name", name));
        line.addAll(List.of(options));
        line.addAll(List.of("busybox", "sh", "-c", SERVER));
        cli.run(line.toArray(String[]::new)).ok();
        Await.until(
                "the server listens",
                () -> cli.run("exec", name, "timeout", "5", "wget", "-qO-", "http://127.0.0.1/cgi-bin/who")
                                .exit()
                        == 0);
        return name;
    }

    private int port(String name, String port) {
        String first = cli.run("port", name, port).ok().lines().findFirst().orElseThrow();
        return Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
    }

    private static String ask(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 20_000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET /cgi-bin/who HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("from ")).strip();
        }
    }

    private static String url(String address, int port) {
        return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port + "/cgi-bin/who";
    }

    @ConcurrentTest
    void aPortIsReachedFromEverywhere() throws IOException {
        String name = server("-p", "80");
        int port = port(name, "80/tcp");
        assertThat(cli.run("port", name).ok()).isEqualTo("80/tcp -> 0.0.0.0:" + port + "\n80/tcp -> [::]:" + port);
        try (OtherHost other = OtherHost.connect()) {
            // Another host, whose address the container sees.
            assertThat(other.fetch(url(other.ourAddress(), port), 20).output()).contains(other.address());
            assertThat(other.fetch(url(other.ourAddress6(), port), 20).output()).startsWith("from ");
            // This host, at all its addresses.
            assertThat(ask("127.0.0.1", port)).startsWith("from ");
            assertThat(ask("::1", port)).startsWith("from ");
            assertThat(ask(other.ourAddress(), port)).startsWith("from ");
            // Containers by the host's address: another, itself, and one of another network.
            String url = url(other.ourAddress(), port);
            assertThat(cli.run("run", "--rm", "busybox", "timeout", "20", "wget", "-qO-", url)
                            .ok())
                    .startsWith("from ");
            assertThat(cli.run("exec", name, "timeout", "20", "wget", "-qO-", url)
                            .ok())
                    .startsWith("from ");
            try (Lan lan = new Lan(cli)) {
                String stranger = lan.member("stranger");
                assertThat(cli.run("exec", stranger, "timeout", "20", "wget", "-qO-", url)
                                .ok())
                        .startsWith("from ");
            }
        }
    }

    @ConcurrentTest
    void aPortIsReachedOnlyWhereItIsPublished() throws IOException {
        String name = server("-p", "127.0.0.1::80");
        int port = port(name, "80");
        assertThat(cli.run("port", name).ok()).isEqualTo("80/tcp -> 127.0.0.1:" + port);
        assertThat(ask("127.0.0.1", port)).startsWith("from ");
        try (OtherHost other = OtherHost.connect()) {
            assertThat(other.fetch(url(other.ourAddress(), port), 3).exit()).isNotZero();
            assertThatThrownBy(() -> ask(other.ourAddress(), port)).isInstanceOf(IOException.class);
            // By the container's own address, which the other host has a route to.
            String address = cli.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.IPAddress}}", name)
                    .ok();
            assertThat(other.fetch("http://" + address + "/cgi-bin/who", 3).exit())
                    .isNotZero();
            // By 127.0.0.1, sent over the cable.
            other.inside("ip", "addr", "del", "127.0.0.1/8", "dev", "lo");
            other.inside("ip", "route", "add", "127.0.0.0/8", "via", other.ourAddress(), "src", other.address());
            assertThat(other.fetch(url("127.0.0.1", port), 3).exit()).isNotZero();
        }
    }

    @ConcurrentTest
    void aPortThatSomebodyHasIsRefused() throws IOException {
        String name = server("-p", "80");
        int port = port(name, "80");
        String second = SharedEngine.freshName("second");
        assertThat(cli.run("run", "--name", second, "-p", port + ":80", "busybox", "true")
                        .exits(125)
                        .err())
                .containsPattern("driver failed programming external connectivity on endpoint " + second
                        + " \\([0-9a-f]{64}\\): Bind for 0.0.0.0:" + port + " failed: port is already allocated");
        assertThat(cli.run("inspect", "-f", "{{.State.Status}}", second).ok()).isEqualTo("created");
        // Free as soon as the stop is told.
        cli.run("kill", name).ok();
        cli.run("wait", name).ok();
        cli.run("start", second).ok();

        try (ServerSocket program = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String third = SharedEngine.freshName("third");
            assertThat(cli.run(
                                    "run",
                                    "--name",
                                    third,
                                    "-p",
                                    "127.0.0.1:" + program.getLocalPort() + ":80",
                                    "busybox",
                                    "true")
                            .exits(125)
                            .err())
                    .contains("driver failed programming external connectivity on endpoint " + third)
                    .contains("failed to bind host port for 127.0.0.1:" + program.getLocalPort())
                    .contains("address already in use");
            assertThat(cli.run("inspect", "-f", "{{.State.Status}}", third).ok())
                    .isEqualTo("created");
        }
    }

    @ConcurrentTest
    void aProgramCannotTakeAPublishedPort() {
        String name = server("-p", "127.0.0.1::80");
        int port = port(name, "80");
        assertThatThrownBy(() -> new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1")).close())
                .isInstanceOf(IOException.class);
    }

    @ConcurrentTest
    void exposedPortsArePublishedAtRandomOnes() {
        String name = SharedEngine.freshName("exposed");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "-P",
                        "--expose",
                        "7000-7001",
                        "--expose",
                        "53/udp",
                        "busybox",
                        "sleep",
                        "100")
                .ok();
        assertThat(cli.run("port", name).ok().lines().map(line -> line.replaceAll(":[0-9]+$", "")))
                .containsExactlyInAnyOrder(
                        "53/udp -> 0.0.0.0",
                        "53/udp -> [::]",
                        "7000/tcp -> 0.0.0.0",
                        "7000/tcp -> [::]",
                        "7001/tcp -> 0.0.0.0",
                        "7001/tcp -> [::]");
        assertThat(cli.run("ps", "--format", "{{.Ports}}", "--filter", "name=" + name)
                        .ok())
                .contains("->7000/tcp", "->7001/tcp", "->53/udp");
        assertThat(cli.run("ps", "-q", "--filter", "expose=7000", "--filter", "name=" + name)
                        .ok())
                .isNotEmpty();
        assertThat(cli.run("ps", "-q", "--filter", "expose=6999", "--filter", "name=" + name)
                        .ok())
                .isEmpty();
    }

    @ConcurrentTest
    void rangesGoSideBySideOrGiveTheFirstThatIsFree() {
        String first = server("-p", "127.0.0.1:23000-23999:80");
        String second = server("-p", "127.0.0.1:23000-23999:80", "--expose", "90");
        assertThat(port(first, "80")).isBetween(23_000, 23_999);
        assertThat(port(second, "80")).isBetween(23_000, 23_999).isNotEqualTo(port(first, "80"));
        assertThat(cli.run("inspect", "-f", "{{json .HostConfig.PortBindings}}", first)
                        .ok())
                .isEqualTo("{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"23000-23999\"}]}");
        assertThat(cli.run("inspect", "-f", "{{json .NetworkSettings.Ports}}", second)
                        .ok())
                .isEqualTo("{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"" + port(second, "80")
                        + "\"}],\"90/tcp\":null}");
        assertThat(cli.run("ps", "-q", "--filter", "publish=80", "--filter", "name=" + second)
                        .ok())
                .isNotEmpty();
        cli.run("kill", second).ok();
        cli.run("wait", second).ok();
        assertThat(cli.run("inspect", "-f", "{{json .NetworkSettings.Ports}}", second)
                        .ok())
                .isEqualTo("{}");
    }

    @ConcurrentTest
    void portsFollowTheNetworkOfTheDefaultRoute() throws IOException {
        try (Lan lan = new Lan(cli)) {
            String name = server("--network", lan.name(), "-p", "80");
            int port = port(name, "80");
            assertThat(ask("127.0.0.1", port)).startsWith("from ");
            cli.run("network", "disconnect", lan.name(), name).ok();
            assertThatThrownBy(() -> ask("127.0.0.1", port)).isInstanceOf(IOException.class);
            cli.run("network", "connect", lan.name(), name).ok();
            assertThat(ask("127.0.0.1", port(name, "80"))).startsWith("from ");
            cli.run("rm", "-f", name).ok();
        }
    }

    @ConcurrentTest
    void aContainerWithVersion6IsReachedByIt() throws IOException {
        try (Lan lan = new Lan(cli, "--ipv6")) {
            String name = server("--network", lan.name(), "-p", "80");
            int port = port(name, "80");
            try (OtherHost other = OtherHost.connect()) {
                // Its address is kept, so nothing relays.
                assertThat(other.fetch(url(other.ourAddress6(), port), 20).output())
                        .isEqualTo("from [" + other.address6() + "]");
                assertThat(ask("::1", port)).startsWith("from ");
                assertThat(ask(other.ourAddress6(), port)).startsWith("from ");
                assertThat(cli.run("exec", name, "timeout", "20", "wget", "-qO-", url(other.ourAddress6(), port))
                                .ok())
                        .startsWith("from ");
            }
            cli.run("rm", "-f", name).ok();
        }
    }
}
