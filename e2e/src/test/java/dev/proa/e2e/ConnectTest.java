package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** Containers come into networks and leave them, while they run and while they do not. */
@EachCli
class ConnectTest {

    private final Cli cli;

    ConnectTest(Cli cli) {
        this.cli = cli;
    }

    /** A subnet of its own for each test and client. */
    private static int next = 0;

    private static synchronized String base() {
        next++;
        return "10.99." + next;
    }

    private String network(String base) {
        String name = SharedEngine.freshName("net");
        cli.run("network", "create", "--subnet", base + ".0/24", name).ok();
        return name;
    }

    private String sleeper(String... options) {
        String name = SharedEngine.freshName("sleeper");
        java.util.List<String> line = new java.util.ArrayList<>(java.util.List.of("run", "-d", "--name", name));
        line.addAll(java.util.List.of(options));
        line.addAll(java.util.List.of("busybox", "sleep", "1000"));
        cli.run(line.toArray(String[]::new)).ok();
        return name;
    }

    private String addresses(String container) {
        return cli.run("exec", container, "ip", "-4", "addr").ok();
    }

    private String defaultRoute(String container) {
        return cli.run("exec", container, "ip", "route")
                .ok()
                .lines()
                .filter(line -> line.startsWith("default "))
                .collect(java.util.stream.Collectors.joining());
    }

    @ConcurrentTest
    void aConnectThatFailsLeavesNothing() {
        String taken = cli.run("port", sleeper("-p", "127.0.0.1::80"), "80").ok();
        String inside = SharedEngine.freshName("inside");
        cli.run("network", "create", "--internal", inside).ok();
        // Its port is published when it comes into a network that leads outside, and not before.
        String container = sleeper("--network", inside, "-p", taken + ":80");
        String network = network(base());

        assertThat(cli.run("network", "connect", network, container).exits(1).err())
                .contains("port is already allocated");

        assertThat(addresses(container)).doesNotContain("eth1");
        assertThat(cli.run(
                                "inspect",
                                "-f",
                                "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}",
                                container)
                        .ok())
                .isEqualTo(inside);
        String neighbour = sleeper("--network", network);
        cli.run("exec", neighbour, "nslookup", neighbour).ok();
        assertThat(cli.run("exec", neighbour, "nslookup", container).exit()).isNotZero();
    }

    @ConcurrentTest
    void aRunningContainerComesAndGoes() {
        String base = base();
        String network = network(base);
        String container = sleeper();
        String route = defaultRoute(container);

        cli.run("network", "connect", "--ip", base + ".77", "--alias", "other", network, container)
                .ok();

        assertThat(addresses(container)).contains("inet " + base + ".77/24").contains("eth1");
        // Of two networks the first by name has the default route: bridge comes before net.
        assertThat(defaultRoute(container)).isEqualTo(route);
        String neighbour = sleeper("--network", network);
        assertThat(cli.run("exec", neighbour, "ping", "-c", "1", "-W", "5", base + ".77")
                        .ok())
                .contains("1 packets received");
        assertThat(cli.run("network", "connect", network, container).exits(1).err())
                .contains("already exists in network " + network);
        assertThat(cli.run("network", "connect", "--ip", base + ".77", network, sleeper("--network", "none"))
                        .exit())
                .isEqualTo(1);

        cli.run("network", "disconnect", "bridge", container).ok();
        assertThat(addresses(container)).doesNotContain("eth0");
        assertThat(defaultRoute(container)).contains("via " + base + ".1");
        cli.run("network", "disconnect", network, container).ok();
        assertThat(addresses(container)).doesNotContain("eth");
        assertThat(cli.run("network", "disconnect", network, container).exits(1).err())
                .contains("is not connected to network " + network);

        cli.run("rm", "-f", container, neighbour).ok();
        cli.run("network", "rm", network).ok();
    }

    @ConcurrentTest
    void aStoppedContainerIsInItsNetworksAtTheNextStart() {
        String base = base();
        String network = network(base);
        String container = SharedEngine.freshName("later");
        cli.run("create", "--name", container, "busybox", "sleep", "1000").ok();
        cli.run("network", "connect", "--ip", base + ".9", network, container).ok();
        assertThat(cli.run("network", "inspect", "-f", "{{len .Containers}}", network)
                        .ok())
                .isEqualTo("0");

        cli.run("start", container).ok();
        assertThat(addresses(container)).contains("inet " + base + ".9/24");
        cli.run("restart", "-t", "0", container).ok();
        assertThat(addresses(container)).contains("inet " + base + ".9/24").contains("eth1");
        cli.run("stop", "-t", "0", container).ok();
        cli.run("network", "disconnect", "bridge", container).ok();
        cli.run("start", container).ok();
        assertThat(addresses(container)).contains("inet " + base + ".9/24").doesNotContain("eth1");

        cli.run("rm", "-f", container).ok();
        cli.run("network", "rm", network).ok();
    }

    @ConcurrentTest
    void anAddressBelongsToOne() {
        String base = base();
        String network = network(base);
        String first = sleeper("--network", network, "--ip", base + ".50", "--mac-address", "02:42:00:00:50:50");
        assertThat(cli.run("exec", first, "cat", "/sys/class/net/eth0/address").ok())
                .isEqualTo("02:42:00:00:50:50");

        String second = SharedEngine.freshName("second");
        Cli.Result refused = cli.run(
                "run", "-d", "--name", second, "--network", network, "--ip", base + ".50", "busybox", "sleep", "1000");
        assertThat(refused.exits(125).err()).contains("Address already in use");
        assertThat(cli.run("inspect", "-f", "{{.State.Status}}", second).ok()).isEqualTo("created");

        cli.run("rm", "-f", first).ok();
        cli.run("start", second).ok();
        assertThat(addresses(second)).contains("inet " + base + ".50/24");
        assertThat(cli.run("run", "--rm", "--network", network, "--ip", "10.98.0.4", "busybox", "true")
                        .exits(125)
                        .err())
                .contains("10.98.0.4");
        assertThat(cli.run("run", "--rm", "--ip", base + ".51", "busybox", "true")
                        .exits(125)
                        .err())
                .contains("user specified IP address is supported on user defined networks only");

        cli.run("rm", "-f", second).ok();
        cli.run("network", "rm", network).ok();
    }

    @ConcurrentTest
    void aContainerLendsItsNetworkToAnother() {
        String owner = sleeper();
        String guest = sleeper("--network", "container:" + owner);
        assertThat(addresses(guest)).isEqualTo(addresses(owner));
        assertThat(cli.run("exec", guest, "hostname").ok())
                .isEqualTo(cli.run("exec", owner, "hostname").ok());
        assertThat(cli.run("exec", guest, "cat", "/etc/hosts").ok())
                .isEqualTo(cli.run("exec", owner, "cat", "/etc/hosts").ok());
        String id = cli.run("inspect", "-f", "{{.Id}}", owner).ok();
        assertThat(cli.run("inspect", "-f", "{{.HostConfig.NetworkMode}}", guest)
                        .ok())
                .isEqualTo("container:" + id);

        assertThat(cli.run("network", "connect", "bridge", guest).exits(1).err())
                .contains("container sharing network namespace with another container or host");
        assertThat(cli.run("run", "--rm", "--network", "container:" + owner, "-h", "name", "busybox", "true")
                        .exits(125)
                        .err())
                .contains("conflicting options: hostname and the network mode");
        cli.run("kill", owner).ok();
        assertThat(cli.run("run", "--rm", "--network", "container:" + owner, "busybox", "true")
                        .exits(125)
                        .err())
                .contains("cannot join network of a non running container: " + id);
        // The owner's network went with it; the guest goes on.
        Await.until("the guest has no interface", () -> !addresses(guest).contains("eth0"));
        cli.run("start", owner).ok();
        cli.run("restart", "-t", "0", guest).ok();
        assertThat(addresses(guest)).isEqualTo(addresses(owner)).contains("eth0");

        cli.run("rm", "-f", guest, owner).ok();
    }

    @ConcurrentTest
    void aNetworkThatIsNotThereIsMissedAtTheStart() {
        String container = SharedEngine.freshName("lost");
        cli.run("create", "--name", container, "--network", "nosuch-" + container, "busybox", "true")
                .ok();
        assertThat(cli.run("start", container).exits(1).err()).contains("network nosuch-" + container + " not found");
        cli.run("network", "create", "nosuch-" + container).ok();
        cli.run("start", "-a", container).exits(0);
        cli.run("rm", "-f", container).ok();
        cli.run("network", "rm", "nosuch-" + container).ok();
    }
}
