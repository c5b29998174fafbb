package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Attacks on the walls between networks, from containers that may do what they like with their own network. */
@EachCli
class NetworkIsolationTest {

    private static final String SERVER = "echo secret > /index.html; exec httpd -f -p 80 -h /";

    private final Cli cli;

    NetworkIsolationTest(Cli cli) {
        this.cli = cli;
    }

    private String server(Lan lan) {
        String name = lan.member("server", List.of("sh", "-c", SERVER));
        Await.until(
                "the server listens",
                () -> cli.run("exec", name, "timeout", "5", "wget", "-qO-", "http://127.0.0.1/")
                                .exit()
                        == 0);
        return name;
    }

    private int fetch(String container, String url) {
        return cli.run("exec", container, "timeout", "3", "wget", "-qO-", url).exit();
    }

    private void in(String container, String command) {
        cli.run("exec", container, "sh", "-c", command).ok();
    }

    @ConcurrentTest
    void aContainerThatAddsRoutesReachesNoOtherNetwork() {
        try (Lan one = new Lan(cli);
                Lan two = new Lan(cli)) {
            String victim = two.address(server(two));
            String attacker = one.member("attacker", "--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW");
            assertThat(fetch(attacker, "http://" + victim + "/")).isNotZero();
            in(attacker, "ip route add " + victim + "/32 via $(ip route | awk '/^default/ {print $3}')");
            assertThat(fetch(attacker, "http://" + victim + "/")).isNotZero();
            assertThat(cli.run("exec", attacker, "ping", "-c", "1", "-W", "2", victim)
                            .exit())
                    .isNotZero();
            // Under an address of the other network.
            String other = victim.substring(0, victim.lastIndexOf('.')) + ".77";
            in(
                    attacker,
                    "ip addr add " + other + "/32 dev eth0; ip route change " + victim
                            + "/32 via $(ip route | awk '/^default/ {print $3}') src " + other);
            assertThat(fetch(attacker, "http://" + victim + "/")).isNotZero();
            // Whoever belongs there does reach it.
            assertThat(cli.run("exec", two.member("friend"), "timeout", "20", "wget", "-qO-", "http://" + victim + "/")
                            .ok())
                    .isEqualTo("secret");
        }
    }

    @ConcurrentTest
    void anInternalNetworkHasNoWayOutNorIn() throws IOException {
        try (Lan internal = new Lan(cli, "--internal");
                Lan open = new Lan(cli);
                OtherHost other = OtherHost.connect()) {
            String server = server(internal);
            String address = internal.address(server);
            String prisoner = internal.member("prisoner", "--cap-add", "NET_ADMIN");
            assertThat(cli.run("exec", prisoner, "timeout", "20", "wget", "-qO-", "http://" + address + "/")
                            .ok())
                    .isEqualTo("secret");
            String gateway = address.substring(0, address.lastIndexOf('.')) + ".1";
            in(prisoner, "ip route replace default via " + gateway);
            assertThat(cli.run("exec", prisoner, "ping", "-c", "1", "-W", "2", other.address())
                            .exit())
                    .isNotZero();
            assertThat(fetch(prisoner, "http://" + open.address(server(open)) + "/"))
                    .isNotZero();
            assertThat(other.fetch("http://" + address + "/", 3).exit()).isNotZero();
        }
    }

    @ConcurrentTest
    void nothingReachesTheLoopbackAddressOfTheHost() throws IOException {
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                Lan lan = new Lan(cli)) {
            String attacker = lan.member("attacker", "--cap-add", "NET_ADMIN");
            in(
                    attacker,
                    "gw=$(ip route | awk '/^default/ {print $3}'); me=$(ip -4 addr show eth0 | awk '/inet / {sub(\"/.*\","
                            + " \"\", $2); print $2}'); ip addr del 127.0.0.1/8 dev lo; ip route add 127.0.0.0/8 via $gw"
                            + " src $me");
            assertThat(cli.run(
                                    "exec",
                                    attacker,
                                    "timeout",
                                    "3",
                                    "nc",
                                    "-w",
                                    "2",
                                    "127.0.0.1",
                                    Integer.toString(service.getLocalPort()))
                            .exit())
                    .isNotZero();
        }
    }

    @ConcurrentTest
    void containersOfANetworkCanBeKeptApart() {
        try (Lan lan = new Lan(cli, "-o", "com.docker.network.bridge.enable_icc=false")) {
            String address = lan.address(server(lan));
            String neighbour = lan.member("neighbour", "--cap-add", "NET_ADMIN");
            assertThat(fetch(neighbour, "http://" + address + "/")).isNotZero();
            in(neighbour, "ip route add " + address + "/32 via $(ip route | awk '/^default/ {print $3}')");
            assertThat(fetch(neighbour, "http://" + address + "/")).isNotZero();
        }
    }

    @ConcurrentTest
    void noPacketLeavesUnderAForgedSource() throws IOException {
        String subnet6 = "fd97:%x::/64".formatted(ThreadLocalRandom.current().nextInt(0x10000));
        try (Lan lan = new Lan(cli, "--ipv6", "--subnet", subnet6);
                Lan another = new Lan(cli);
                OtherHost other = OtherHost.connect()) {
            String stolen = another.address(another.member("victim"));
            String attacker = lan.member("attacker", "--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW");
            in(
                    attacker,
                    "for a in 203.0.113.9/32 " + other.address() + "9/32 " + stolen
                            + "/32 2001:db8::9/128; do ip addr add $a dev lo; done");
            long before = echoes(other);
            for (String source : List.of("203.0.113.9", other.address() + "9", stolen)) {
                assertThat(ping(attacker, "-I", source, other.address())).isNotZero();
            }
            assertThat(ping(attacker, "-6", "-I", "2001:db8::9", other.address6()))
                    .isNotZero();
            assertThat(echoes(other)).isEqualTo(before);
            assertThat(ping(attacker, other.address())).isZero();
            assertThat(ping(attacker, "-6", other.address6())).isZero();
            assertThat(echoes(other)).isEqualTo(before + 2);
        }
    }

    private int ping(String container, String... options) {
        List<String> command = new ArrayList<>(List.of("exec", container, "ping", "-c", "1", "-W", "1"));
        command.addAll(List.of(options));
        return cli.run(command.toArray(String[]::new)).exit();
    }

    /** How often the other host was pinged. */
    private static long echoes(OtherHost other) {
        // Of version 4, two lines: names and values.
        List<List<String>> table = other.inside("cat", "/proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith("Icmp: "))
                .map(line -> List.of(line.split(" ", -1)))
                .toList();
        String echoes = table.getLast().get(table.getFirst().indexOf("InEchos"));
        String name6 = "Icmp6InEchos";
        String echoes6 = other.inside("grep", "^" + name6, "/proc/net/snmp6");
        return Long.parseLong(echoes)
                + Long.parseLong(echoes6.substring(name6.length()).strip());
    }
}
