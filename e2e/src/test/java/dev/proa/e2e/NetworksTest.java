package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Networks as users make, look at and remove them. */
@EachCli
class NetworksTest {

    private final Cli cli;

    NetworksTest(Cli cli) {
        this.cli = cli;
    }

    private String inspect(String network, String format) {
        return cli.run("network", "inspect", "-f", format, network).ok();
    }

    @ConcurrentTest
    void aNetworkHasWhatItWasAskedToHave() {
        String name = SharedEngine.freshName("net");
        int number = 100 + Math.floorMod(name.hashCode(), 100);
        String subnet = "10." + number + (cli.isProa() ? ".64" : ".128") + ".0/20";
        String base = subnet.substring(0, subnet.indexOf(".0/"));
        cli.run(
                        "network",
                        "create",
                        "--subnet",
                        subnet,
                        "--gateway",
                        base + ".9",
                        "--ip-range",
                        base + ".32/28",
                        "--aux-address",
                        "router=" + base + ".33",
                        "--label",
                        "colour=blue",
                        "-o",
                        "com.docker.network.driver.mtu=1400",
                        "-o",
                        "com.docker.network.bridge.enable_icc=false",
                        "--attachable",
                        name)
                .ok();

        assertThat(inspect(name, "{{.Driver}} {{.Scope}} {{.Internal}} {{.Attachable}} {{.EnableIPv6}}"))
                .isEqualTo("bridge local false true false");
        assertThat(inspect(name, "{{json (index .IPAM.Config 0)}}"))
                .contains("\"Subnet\":\"" + subnet + "\"")
                .contains("\"Gateway\":\"" + base + ".9\"")
                .contains("\"IPRange\":\"" + base + ".32/28\"")
                .contains("\"router\":\"" + base + ".33\"");
        assertThat(inspect(name, "{{index .Labels \"colour\"}}")).isEqualTo("blue");
        assertThat(inspect(name, "{{index .Options \"com.docker.network.driver.mtu\"}}"))
                .isEqualTo("1400");

        String container = SharedEngine.freshName("member");
        cli.run("run", "-d", "--name", container, "--network", name, "busybox", "sleep", "1000")
                .ok();
        // .32 is the range's first address, and one that a host can have inside the larger subnet.
        assertThat(cli.run("exec", container, "ip", "-4", "addr", "show", "eth0")
                        .ok())
                .contains("mtu 1400")
                .contains("inet " + base + ".32/20");
        assertThat(cli.run("exec", container, "ip", "route").ok()).contains("default via " + base + ".9 dev eth0");
        assertThat(inspect(name, "{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}"))
                .isEqualTo(container + " " + base + ".32/20");
        String second = SharedEngine.freshName("member");
        cli.run("run", "-d", "--name", second, "--network", name, "busybox", "sleep", "1000")
                .ok();
        assertThat(cli.run("exec", second, "ip", "-4", "addr", "show", "eth0").ok())
                .contains("inet " + base + ".34/20");

        assertThat(cli.run("network", "rm", name).exits(1).err()).contains("has active endpoints");
        cli.run("rm", "-f", container, second).ok();
        assertThat(cli.run("network", "rm", name).ok()).isEqualTo(name);
        assertThat(cli.run("network", "inspect", name).exits(1).err()).contains(name + " not found");
    }

    @ConcurrentTest
    void subnetsThatNobodyChoseAreDifferent() {
        String one = SharedEngine.freshName("net");
        String two = SharedEngine.freshName("net");
        String idOfOne = cli.run("network", "create", one).ok();
        cli.run("network", "create", two).ok();
        String subnet = inspect(one, "{{(index .IPAM.Config 0).Subnet}}");
        assertThat(subnet).isNotEqualTo(inspect(two, "{{(index .IPAM.Config 0).Subnet}}"));

        assertThat(cli.run("network", "create", "--subnet", subnet, SharedEngine.freshName("net"))
                        .exits(1)
                        .err())
                .contains("Pool overlaps with other one on this address space");
        assertThat(cli.run("network", "create", one).exits(1).err())
                .contains("network with name " + one + " already exists");
        // By the name, the id and a beginning of it.
        assertThat(idOfOne).matches("[0-9a-f]{64}");
        assertThat(inspect(idOfOne, "{{.Name}}")).isEqualTo(one);
        assertThat(inspect(idOfOne.substring(0, 12), "{{.Name}}")).isEqualTo(one);
        assertThat(Host.hasInterface("br-" + idOfOne.substring(0, 12))).isTrue();

        cli.run("network", "rm", one, two).ok();
        assertThat(Host.hasInterface("br-" + idOfOne.substring(0, 12))).isFalse();
    }

    @ConcurrentTest
    void whatCannotBeMadeIsRefusedAsDockerDoes() {
        String name = SharedEngine.freshName("net");
        for (String predefined : List.of("bridge", "host", "none")) {
            assertThat(cli.run("network", "create", predefined).exits(1).err())
                    .contains("operation is not permitted on predefined " + predefined + " network");
            assertThat(cli.run("network", "rm", predefined).exits(1).err())
                    .contains(predefined + " is a pre-defined network and cannot be removed");
        }
        assertThat(cli.run("network", "create", "-d", "nosuch", name).exits(1).err())
                .contains("plugin \"nosuch\" not found");
        assertThat(cli.run("network", "create", "--subnet", "10.250.0.1/24", name)
                        .exits(1)
                        .err())
                .contains("10.250.0.0/24");
        assertThat(cli.run("network", "create", "--subnet", "10.250.0.0/24", "--gateway", "10.251.0.1", name)
                        .exit())
                .isEqualTo(1);
        assertThat(cli.run("network", "create", "-o", "com.docker.network.bridge.enable_icc=perhaps", name)
                        .exits(1)
                        .err())
                .contains("perhaps");
        assertThat(cli.run("network", "create", "-d", "macvlan", "-o", "parent=nosuch0", name)
                        .exits(1)
                        .err())
                .contains("nosuch0");
        assertThat(cli.run("network", "ls", "--format", "{{.Name}}").ok().lines())
                .doesNotContain(name);
    }

    @ConcurrentTest
    void listsAreFiltered() {
        String mine = SharedEngine.freshName("net");
        String id =
                cli.run("network", "create", "--label", "owner=" + mine, mine).ok();
        assertThat(names("label=owner=" + mine)).containsExactly(mine);
        assertThat(names("label=owner", "name=" + mine, "driver=bridge", "scope=local", "type=custom"))
                .containsExactly(mine);
        assertThat(names("id=" + id.substring(0, 12))).containsExactly(mine);
        assertThat(names("type=builtin")).contains("bridge", "host", "none").doesNotContain(mine);
        assertThat(names("driver=null")).containsExactly("none");
        assertThat(names("dangling=true")).contains(mine).doesNotContain("bridge");
        assertThat(cli.run("network", "ls", "-f", "nosuch=1").exits(1).err()).contains("invalid filter");

        cli.run("network", "prune", "-f", "--filter", "label!=owner=" + mine, "--filter", "label=owner=" + mine)
                .ok();
        assertThat(names("name=" + mine)).containsExactly(mine);
        assertThat(cli.run("network", "prune", "-f", "--filter", "label=owner=" + mine)
                        .ok())
                .contains(mine);
        assertThat(names("name=" + mine)).isEmpty();
    }

    private List<String> names(String... filters) {
        List<String> line = new java.util.ArrayList<>(List.of("network", "ls", "--format", "{{.Name}}"));
        for (String filter : filters) {
            line.add("--filter");
            line.add(filter);
        }
        return cli.run(line.toArray(String[]::new)).ok().lines().toList();
    }

    @ConcurrentTest
    void anInternalNetworkHasNoDefaultRoute() {
        String name = SharedEngine.freshName("net");
        cli.run("network", "create", "--internal", name).ok();
        assertThat(cli.run("run", "--rm", "--network", name, "busybox", "ip", "route")
                        .ok())
                .contains("dev eth0")
                .doesNotContain("default");
        cli.run("network", "rm", name).ok();
    }

    @ConcurrentTest
    void aNetworkOfBothVersions() {
        String name = SharedEngine.freshName("net");
        cli.run("network", "create", "--ipv6", "--subnet", subnet6(name), name).ok();
        String inside = cli.run("run", "--rm", "--network", name, "busybox", "sh", "-c", "ip addr; ip -6 route")
                .ok();
        assertThat(inside).contains("inet ").contains("inet6 fd").contains("default via fd");
        cli.run("network", "rm", name).ok();
    }

    private String subnet6(String name) {
        return "fd0a:" + Integer.toHexString((name.hashCode() & 0xffff) | 0x1000) + ":" + (cli.isProa() ? "1" : "2")
                + "::/64";
    }

    @ConcurrentTest
    void createAndDestroyAreTold() {
        String name = SharedEngine.freshName("net");
        String id = cli.run("network", "create", name).ok();
        cli.run("run", "--rm", "--network", name, "busybox", "true").ok();
        cli.run("network", "rm", name).ok();
        // The client asks for whole seconds: what has just happened is told a second later.
        Await.until("the end is told", () -> events(id).contains("destroy " + name + " bridge"));
        assertThat(events(id))
                .containsExactly(
                        "create " + name + " bridge",
                        "connect " + name + " bridge",
                        "disconnect " + name + " bridge",
                        "destroy " + name + " bridge");
    }

    private List<String> events(String network) {
        return cli.run(
                        "events",
                        "--since",
                        "10m",
                        "--until",
                        "0s",
                        "--filter",
                        "type=network",
                        "--filter",
                        "network=" + network,
                        "--format",
                        "{{.Action}} {{.Actor.Attributes.name}} {{.Actor.Attributes.type}}")
                .ok()
                .lines()
                .toList();
    }
}
