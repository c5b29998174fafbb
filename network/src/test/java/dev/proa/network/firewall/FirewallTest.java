package dev.proa.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.HostNetwork;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.bridge.BridgePolicy;
import dev.proa.network.port.PortForward;
import dev.proa.network.port.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root. A namespace of its own stands for the host. */
class FirewallTest {
    @TempDir
    Path root;

    NetworkNamespace namespace;
    HostNetwork host;
    Firewall firewall;

    @BeforeEach
    void makeHost() throws IOException {
        namespace = NetworkNamespace.create(root.toRealPath().resolve("host"));
        host = HostNetwork.openIn(namespace);
        firewall = new Firewall(host, "proa0");
    }

    @AfterEach
    void removeHost() throws IOException {
        host.close();
        namespace.delete();
    }

    private static BridgeNetwork network(String bridge, String gateway, BridgePolicy policy) {
        return new BridgeNetwork("n", bridge, 1, IpPrefix.parse(gateway), Optional.empty(), 1500, policy);
    }

    private static PortForward forward(String hostAddress, int hostPort, int port) {
        return new PortForward(
                Protocol.TCP, InetAddress.ofLiteral(hostAddress), hostPort, InetAddress.ofLiteral("172.17.0.2"), port);
    }

    private String map(String name) throws IOException {
        return host.nftables("list map inet proa_proa0 " + name);
    }

    private String set(String name) throws IOException {
        return host.nftables("list set inet proa_proa0 " + name);
    }

    @Test
    void portsComeAndGo() throws IOException {
        firewall.open(network("proa0", "172.17.0.1/16", BridgePolicy.DEFAULT));
        List<PortForward> ports =
                List.of(forward("0.0.0.0", 8080, 80), forward("192.0.2.1", 8081, 81), forward("::", 8080, 80));
        firewall.publish(ports);
        assertThat(map("anywhere4")).contains("elements = { tcp . 8080 : 172.17.0.2 . 80 }");
        assertThat(map("ports4")).contains("elements = { 192.0.2.1 . tcp . 8081 : 172.17.0.2 . 81 }");
        // From one version to the other only the relay leads.
        assertThat(map("anywhere6")).doesNotContain("elements");

        firewall.withdraw(ports);
        firewall.withdraw(ports);
        assertThat(map("anywhere4")).doesNotContain("elements");
        assertThat(map("ports4")).doesNotContain("elements");
    }

    @Test
    void policiesAreElements() throws IOException {
        firewall.open(network("proa0", "172.17.0.1/16", BridgePolicy.DEFAULT));
        firewall.open(network("br-1", "10.1.0.1/24", new BridgePolicy(true, true, true, Optional.empty())));
        firewall.open(network("br-2", "10.2.0.1/24", new BridgePolicy(false, false, false, Optional.empty())));

        assertThat(set("bridges")).contains("\"proa0\"", "\"br-1\"", "\"br-2\"");
        assertThat(set("internal")).contains("{ \"br-1\" }");
        assertThat(set("isolated")).contains("{ \"br-2\" }");
        assertThat(set("talking")).contains("\"br-1\" . \"br-1\"").doesNotContain("br-2");
        assertThat(set("masqueraded4")).contains("{ 172.17.0.0/16 }");
        assertThat(set("sources4")).contains("\"br-2\" . 10.2.0.0/24");

        firewall.close("br-1");
        firewall.close("br-2");
        assertThat(set("bridges")).contains("{ \"proa0\" }");
        firewall.close("proa0");
        assertThat(host.nftables("list tables")).isEmpty();
    }

    @Test
    void whatAnEngineBeforeLeftStaysUntilAllIsTakenUp() throws IOException {
        firewall.open(network("proa0", "172.17.0.1/16", BridgePolicy.DEFAULT));
        firewall.publish(List.of(forward("0.0.0.0", 8080, 80), forward("0.0.0.0", 8081, 81)));

        Firewall next = new Firewall(host, "proa0");
        next.open(network("proa0", "172.17.0.1/16", BridgePolicy.DEFAULT));
        assertThat(map("anywhere4")).contains("8080", "8081");
        next.publish(List.of(forward("0.0.0.0", 8080, 80)));
        assertThat(map("anywhere4")).contains("8080", "8081");
        next.settle();
        assertThat(map("anywhere4")).contains("8080").doesNotContain("8081");
    }

    @Test
    void aTableThatSomebodyDeletedIsWrittenAgain() throws IOException {
        firewall.open(network("proa0", "172.17.0.1/16", BridgePolicy.DEFAULT));
        firewall.publish(List.of(forward("0.0.0.0", 8080, 80)));
        host.nftables("flush ruleset");

        firewall.publish(List.of(forward("0.0.0.0", 8081, 81)));

        assertThat(map("anywhere4")).contains("8080", "8081");
        assertThat(set("bridges")).contains("proa0");
        host.nftables("flush ruleset");
        firewall.withdraw(List.of(forward("0.0.0.0", 8080, 80)));
        assertThat(map("anywhere4")).contains("8081").doesNotContain("8080");
    }
}
