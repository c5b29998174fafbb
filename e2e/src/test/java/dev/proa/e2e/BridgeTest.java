package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The default bridge: gateway, neighbours by address, and the host. */
@EachCli
class BridgeTest {

    private final Cli cli;

    BridgeTest(Cli cli) {
        this.cli = cli;
    }

    private String server(String text) {
        String name = SharedEngine.freshName("server");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "mkdir /www; echo '" + text + "' > /www/index.html; exec httpd -f -p 8080 -h /www")
                .ok();
        Await.until(
                "the server listens",
                () -> cli.run("exec", name, "timeout", "5", "wget", "-qO-", "http://127.0.0.1:8080/")
                                .exit()
                        == 0);
        return name;
    }

    private String address(String name) {
        return cli.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.IPAddress}}", name)
                .ok();
    }

    @ConcurrentTest
    void reachesItsGateway() {
        assertThat(cli.run(
                                "run",
                                "--rm",
                                "busybox",
                                "sh",
                                "-c",
                                "ping -c 1 -W 5 $(ip route | awk '/^default/ {print $3}') | grep -c '0% packet loss'")
                        .ok())
                .isEqualTo("1");
    }

    @ConcurrentTest
    void theAddressInInspectIsTheOneInside() {
        String name = server("x");
        String address = address(name);
        assertThat(cli.run("exec", name, "ip", "-4", "addr", "show", "eth0").ok())
                .contains("inet " + address + "/");
        assertThat(cli.run("exec", name, "cat", "/etc/hosts").ok().lines())
                .contains("127.0.0.1\tlocalhost")
                .anyMatch(line -> line.startsWith(address + "\t"));
        String gateway = cli.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.Gateway}}", name)
                .ok();
        assertThat(cli.run("exec", name, "ip", "route").ok()).contains("default via " + gateway + " dev eth0");
        assertThat(cli.run("exec", name, "cat", "/sys/class/net/eth0/address").ok())
                .isEqualTo(cli.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.MacAddress}}", name)
                        .ok());
        assertThat(cli.run("exec", name, "cat", "/etc/resolv.conf").ok()).contains("nameserver ");
    }

    @ConcurrentTest
    void reachesAnotherContainerByAddress() {
        String address = address(server("hello neighbour"));
        assertThat(cli.run("run", "--rm", "busybox", "timeout", "20", "wget", "-qO-", "http://" + address + ":8080/")
                        .ok())
                .isEqualTo("hello neighbour");
    }

    @ConcurrentTest
    void isReachedFromTheHost() throws IOException {
        String address = address(server("hello host"));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, 8080), 10_000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("hello host\n");
        }
    }

    @ConcurrentTest
    void everyContainerHasAnAddressOfItsOwn() {
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            String name = SharedEngine.freshName("addr");
            cli.run("run", "-d", "--name", name, "busybox", "sleep", "1000").ok();
            addresses.add(address(name));
        }
        assertThat(addresses).hasSize(5).doesNotContain("");
    }

    @ConcurrentTest
    void anAddressIsFreedAtTheEnd() {
        String name = SharedEngine.freshName("addr");
        cli.run("run", "-d", "--name", name, "busybox", "sleep", "1000").ok();
        cli.run("kill", name).ok();
        cli.run("wait", name).ok();
        assertThat(address(name)).isEmpty();
        cli.run("start", name).ok();
        assertThat(address(name)).isNotEmpty();
    }

    @ConcurrentTest
    void theLoopbackInterfaceIsUp() {
        assertThat(cli.run("run", "--rm", "busybox", "ping", "-c", "1", "-W", "5", "127.0.0.1")
                        .ok())
                .contains("0% packet loss");
    }
}
