package dev.proa.network.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.MacAddress;
import dev.proa.linux.netlink.VethPair;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.HostNetwork;
import dev.proa.network.firewall.Firewall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs root. A namespace of its own stands for the host. */
class BridgeDriverTest {
    private static final MacAddress MAC = MacAddress.parse("02:42:0a:00:00:01");

    @TempDir
    Path root;

    NetworkNamespace namespace;
    HostNetwork host;
    BridgeDriver driver;

    @BeforeEach
    void makeHost() throws IOException {
        namespace = NetworkNamespace.create(root.toRealPath().resolve("host"));
        host = HostNetwork.openIn(namespace);
        driver = new BridgeDriver(host, new Firewall(host, "proa0"));
    }

    @AfterEach
    void removeHost() throws IOException {
        host.close();
        namespace.delete();
    }

    private static BridgeConfig config(String name, String subnet) {
        Optional<IpPrefix> prefix = subnet.isEmpty() ? Optional.empty() : Optional.of(IpPrefix.parse(subnet));
        return new BridgeConfig("n1", name, prefix, BridgeConfig.DEFAULT_MTU);
    }

    @Test
    void aBridgeIsMadeWithAddressRulesAndForwarding() throws IOException {
        BridgeNetwork network = driver.ensure(config("proa0", ""));

        assertThat(network.gateway()).hasToString("172.17.0.1/16");
        Link link = host.netlink().link("proa0").orElseThrow();
        assertThat(link.index()).isEqualTo(network.bridgeIndex());
        assertThat(link.up()).isTrue();
        assertThat(link.mac()).contains(MacAddress.parse("02:42:ac:11:00:01"));
        assertThat(namespace.call(() -> Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"))))
                .startsWith("1");
        assertThat(host.nftables("list tables")).isEqualTo("table inet proa_proa0\n");
        assertThat(host.nftables("list set inet proa_proa0 sources4")).contains("\"proa0\" . 172.17.0.0/16");
    }

    @Test
    void aSettingIsChangedUnlessItHasItsValue() throws IOException {
        Path file = Path.of("/proc/sys/net/ipv4/ip_default_ttl");
        host.setting("ipv4/ip_default_ttl", "100");
        host.setting("ipv4/ip_default_ttl", "10");
        // Reading byte by byte would end after the first digit.
        assertThat(namespace.call(() -> {
                    try (var in = Files.newInputStream(file)) {
                        byte[] text = new byte[16];
                        return new String(text, 0, in.read(text), java.nio.charset.StandardCharsets.UTF_8);
                    }
                }))
                .isEqualTo("10\n");
    }

    @Test
    void doingItAgainChangesNothing() throws IOException {
        BridgeNetwork first = driver.ensure(config("proa0", ""));
        String rules = host.nftables("list ruleset");

        assertThat(driver.ensure(config("proa0", ""))).isEqualTo(first);
        assertThat(host.nftables("list ruleset")).isEqualTo(rules);
    }

    @Test
    void aBridgeMadeHalfwayIsCompleted() throws IOException {
        host.netlink().addBridge("proa0", MAC, 1400);

        BridgeNetwork network = driver.ensure(config("proa0", "10.9.0.254/24"));

        assertThat(network.gateway()).hasToString("10.9.0.254/24");
        assertThat(network.subnet()).hasToString("10.9.0.0/24");
        assertThat(host.netlink().link("proa0").orElseThrow().mtu()).isEqualTo(1500);
        assertThat(host.netlink().link("proa0").orElseThrow().up()).isTrue();
    }

    @Test
    void subnetsOfTheHostAreAvoidedAlsoOfInterfacesThatAreDown() throws IOException {
        host.netlink().addBridge("lan", MAC, 1500);
        host.netlink().addAddress(host.netlink().link("lan").orElseThrow().index(), IpPrefix.parse("172.17.3.4/24"));

        assertThat(driver.ensure(config("proa0", "")).gateway()).hasToString("172.18.0.1/16");
        assertThat(driver.ensure(config("proa1", "")).gateway()).hasToString("172.19.0.1/16");
    }

    @Test
    void enginesThatChooseAtOnceChooseDifferentSubnets() throws Exception {
        List<FutureTask<IpPrefix>> engines = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            String bridge = "engine" + number;
            engines.add(new FutureTask<>(() -> {
                try (HostNetwork own = HostNetwork.openIn(namespace)) {
                    return new BridgeDriver(own, new Firewall(own, bridge))
                            .ensure(config(bridge, ""))
                            .subnet();
                }
            }));
        }
        engines.forEach(engine -> Thread.ofPlatform().start(engine));
        Set<IpPrefix> chosen = new HashSet<>();
        for (FutureTask<IpPrefix> engine : engines) {
            chosen.add(engine.get());
        }
        assertThat(chosen).hasSize(engines.size());
    }

    @Test
    void anAddressOtherThanConfiguredIsRefused() throws IOException {
        driver.ensure(config("proa0", "10.9.0.0/24"));

        assertThatThrownBy(() -> driver.ensure(config("proa0", "10.8.0.0/24")))
                .isInstanceOf(IOException.class)
                .hasMessage("the bridge proa0 has the address 10.9.0.1/24, configured is 10.8.0.1/24");
        assertThat(driver.ensure(config("proa0", "")).gateway()).hasToString("10.9.0.1/24");
    }

    @Test
    void anInterfaceThatIsNoBridgeIsLeftAlone() throws IOException {
        host.netlink().addVeth(new VethPair("proa0", 0, 1500, "other", MAC, namespace));

        assertThatThrownBy(() -> driver.ensure(config("proa0", ""))).hasMessageContaining("is not a bridge");
        driver.remove("proa0");

        assertThat(host.netlink().link("proa0")).isPresent();
        assertThat(host.nftables("list ruleset")).isEmpty();
    }

    @Test
    void removingLeavesTablesOfOthers() throws IOException {
        host.nftables("add table inet others");
        driver.ensure(config("proa0", ""));

        driver.remove("proa0");
        driver.remove("proa0");

        assertThat(host.netlink().link("proa0")).isEmpty();
        assertThat(host.nftables("list tables")).isEqualTo("table inet others\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sixteen-letters-", "a b", "a\"; flush ruleset; #", "-a", "a/b", "a{"})
    void aNameThatCouldBecomeACommandIsRefused(String name) {
        assertThatThrownBy(() -> config(name, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("invalid name of a bridge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b-c_d", "9lives", "br-0123456789ab"})
    void namesThatInterfacesHaveMakeTables(String name) throws IOException {
        new BridgeDriver(host, new Firewall(host, name)).ensure(config(name, ""));
        assertThat(host.nftables("list tables")).isEqualTo("table inet proa_" + name + "\n");
        assertThat(host.nftables("list set inet proa_" + name + " bridges")).contains('"' + name + '"');
    }
}
