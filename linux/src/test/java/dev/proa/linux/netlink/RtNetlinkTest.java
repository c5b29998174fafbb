package dev.proa.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs root. One namespace stands for the host, another for a container. */
class RtNetlinkTest {
    private static final MacAddress MAC = MacAddress.parse("02:42:0a:00:00:02");

    @TempDir
    Path root;

    NetworkNamespace hostNamespace;
    NetworkNamespace containerNamespace;
    RtNetlink host;
    RtNetlink container;

    @BeforeEach
    void makeNamespaces() throws IOException {
        Path place = root.toRealPath();
        hostNamespace = NetworkNamespace.create(place.resolve("host"));
        containerNamespace = NetworkNamespace.create(place.resolve("container"));
        host = RtNetlink.openIn(hostNamespace);
        container = RtNetlink.openIn(containerNamespace);
    }

    @AfterEach
    void removeNamespaces() throws IOException {
        host.close();
        container.close();
        containerNamespace.delete();
        hostNamespace.delete();
    }

    private Link connect() throws IOException {
        host.addBridge("br0", MacAddress.parse("02:42:0a:00:00:01"), 1400);
        Link bridge = host.link("br0").orElseThrow();
        host.setUp(bridge.index());
        host.addVeth(new VethPair("veth0", bridge.index(), 1400, "eth0", MAC, containerNamespace));
        return bridge;
    }

    @Test
    void aNewNamespaceHasOnlyLoopback() throws IOException {
        assertThat(host.links()).hasSize(1);
        Link loopback = host.link("lo").orElseThrow();
        assertThat(loopback.up()).isFalse();
        assertThat(loopback.mac()).isEmpty();

        host.setUp(loopback.index());

        assertThat(host.link("lo").orElseThrow().up()).isTrue();
        assertThat(host.addresses()).contains(new LinkAddress(loopback.index(), IpPrefix.parse("127.0.0.1/8")));
        host.setDown(loopback.index());
        assertThat(host.link("lo").orElseThrow().up()).isFalse();
    }

    @Test
    void aVethPairJoinsABridgeToANamespace() throws IOException {
        Link bridge = connect();

        assertThat(host.link("br0").orElseThrow().kind()).isEqualTo("bridge");
        Link near = host.link("veth0").orElseThrow();
        assertThat(near.kind()).isEqualTo("veth");
        assertThat(near.master()).isEqualTo(bridge.index());
        assertThat(near.mtu()).isEqualTo(1400);
        assertThat(near.up()).isTrue();
        Link far = container.link("eth0").orElseThrow();
        assertThat(far.mac()).contains(MAC);
        assertThat(far.mtu()).isEqualTo(1400);
        assertThat(far.up()).isFalse();
        assertThat(host.links()).extracting(Link::name).containsExactlyInAnyOrder("lo", "br0", "veth0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/24 10.0.0.2/24", "fd00::1/64 fd00::2/64"})
    void packetsPassAsSoonAsAddressesAreThere(String addresses) throws Exception {
        Link bridge = connect();
        IpPrefix gateway = IpPrefix.parse(addresses.split(" ", 2)[0]);
        IpPrefix address = IpPrefix.parse(addresses.split(" ", 2)[1]);
        Link far = container.link("eth0").orElseThrow();

        host.addAddress(bridge.index(), gateway);
        container.setUp(far.index());
        container.addAddress(far.index(), address);
        container.replaceDefaultRoute(far.index(), gateway.address());

        assertThat(container.routes())
                .contains(new Route(address.network(), Optional.empty(), far.index(), 254))
                .anySatisfy(route -> {
                    assertThat(route.destination().length()).isZero();
                    assertThat(route.gateway()).contains(gateway.address());
                    assertThat(route.table()).isEqualTo(254);
                });
        assertThat(container.addresses()).contains(new LinkAddress(far.index(), address));
        try (ServerSocket server = hostNamespace.call(() -> new ServerSocket(0, 1, gateway.address()));
                Socket client = containerNamespace.call(() -> {
                    Socket socket = new Socket();
                    socket.connect(new InetSocketAddress(gateway.address(), server.getLocalPort()), 10_000);
                    return socket;
                });
                Socket accepted = server.accept()) {
            assertThat(accepted.getInetAddress()).isEqualTo(client.getLocalAddress());
            assertThat(client.getLocalAddress()).isEqualTo(address.address());
        }
    }

    @Test
    void deletingOneEndDeletesTheOtherAndMayBeRepeated() throws IOException {
        connect();

        assertThat(host.deleteLink("veth0")).isTrue();

        assertThat(container.link("eth0")).isEmpty();
        assertThat(host.deleteLink("veth0")).isFalse();
    }

    @Test
    void masterAndMtuCanBeChanged() throws IOException {
        connect();
        int near = host.link("veth0").orElseThrow().index();

        host.setMaster(near, 0);
        host.setMtu(near, 1300);

        assertThat(host.link("veth0").orElseThrow().master()).isZero();
        assertThat(host.link("veth0").orElseThrow().mtu()).isEqualTo(1300);
    }

    @Test
    void aRefusalCarriesNumberAndWords() throws IOException {
        connect();

        assertThatThrownBy(() -> host.addBridge("br0", MAC, 1500))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(Errno.EEXIST))
                .hasMessage("add bridge br0: File exists");
        int far = container.link("eth0").orElseThrow().index();
        container.setUp(far);
        assertThatThrownBy(() -> container.replaceDefaultRoute(far, InetAddress.ofLiteral("10.9.9.9")))
                .hasMessageContaining("set default route via 10.9.9.9")
                .hasMessageContaining("(Nexthop has invalid gateway)");
        assertThatThrownBy(() -> container.setMtu(far, 10)).hasMessageContaining("(mtu less than device minimum)");
        assertThat(host.link("nothing")).isEmpty();
    }

    @Test
    void aFailedVethLeavesNothing() throws IOException {
        connect();

        assertThatThrownBy(() -> host.addVeth(new VethPair("veth1", 0, 1500, "eth0", MAC, containerNamespace)))
                .isInstanceOf(LinuxException.class);
        assertThatThrownBy(() -> host.addVeth(new VethPair("veth1", 9999, 1500, "eth1", MAC, containerNamespace)))
                .isInstanceOf(LinuxException.class);

        assertThat(host.link("veth1")).isEmpty();
        assertThat(container.link("eth1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "sixteen-letters-", "veth%d", "a:b"})
    void aNameTheKernelWouldNotTakeIsRefusedBefore(String name) {
        assertThatThrownBy(() -> host.addBridge(name, MAC, 1500)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> host.link(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsAreWholeWhileManyThreadsChangeThem() throws Exception {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> work = IntStream.range(0, 40)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        host.addBridge("br" + i, MAC, 1500);
                        boolean seen = host.links().stream()
                                .anyMatch(link -> link.name().equals("br" + i));
                        return seen && host.deleteLink("br" + i);
                    })
                    .toList();
            for (var task : tasks.invokeAll(work)) {
                assertThat(task.get()).isTrue();
            }
        }
        assertThat(host.links()).extracting(Link::name).containsExactly("lo");
    }
}
