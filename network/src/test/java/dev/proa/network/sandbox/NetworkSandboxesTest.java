package dev.proa.network.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.mount.MountInfo;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.MacAddress;
import dev.proa.linux.netlink.RtNetlink;
import dev.proa.linux.netlink.VethPair;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.HostNetwork;
import dev.proa.network.MemoryLeases;
import dev.proa.network.address.AddressAllocator;
import dev.proa.network.address.AddressPool;
import dev.proa.network.bridge.BridgeConfig;
import dev.proa.network.bridge.BridgeDriver;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.bridge.BridgePolicy;
import dev.proa.network.firewall.Firewall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs root. A namespace of its own stands for the host, another for a machine beside it. */
class NetworkSandboxesTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @TempDir
    Path root;

    Path runDir;
    NetworkNamespace hostNamespace;
    HostNetwork host;
    MemoryLeases leases = new MemoryLeases();
    NetworkSandboxes sandboxes;
    List<Attachment> bridged;
    BridgeNetwork network;

    @BeforeEach
    void makeHost() throws IOException {
        root = root.toRealPath();
        runDir = root.resolve("run");
        hostNamespace = NetworkNamespace.create(root.resolve("host"));
        host = HostNetwork.openIn(hostNamespace);
        host.netlink().setUp(host.netlink().link("lo").orElseThrow().index());
        network = new BridgeDriver(host, new Firewall(host, "test0"))
                .ensure(new BridgeConfig("n1", "proa0", Optional.of(IpPrefix.parse("10.7.0.0/24")), 1400));
        bridged = List.of(Attachment.bridged(network));
        sandboxes = open(2);
    }

    @AfterEach
    void removeHost() throws IOException {
        sandboxes.retain(Set.of());
        sandboxes.close();
        host.close();
        hostNamespace.delete();
        assertThat(MountInfo.list()).noneMatch(mount -> mount.mountPoint().startsWith(root.toString()));
    }

    private NetworkSandboxes open(int prepared) throws IOException {
        return new NetworkSandboxes(runDir, host, new AddressAllocator(leases), prepared);
    }

    private static void connect(NetworkNamespace from, NetworkNamespace to, InetAddress address) throws IOException {
        try (ServerSocket server = to.call(() -> new ServerSocket(0, 1, address))) {
            int port = server.getLocalPort();
            from.call(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), 5_000);
                    return port;
                }
            });
        }
    }

    @Test
    void anIsolatedSandboxHasOnlyLoopback() throws IOException {
        Sandbox sandbox = sandboxes.create(A, List.of());

        assertThat(sandbox.endpoints()).isEmpty();
        assertThat(sandbox.namespace().path()).isEqualTo(runDir.resolve("netns").resolve(A));
        try (RtNetlink inside = RtNetlink.openIn(sandbox.namespace())) {
            assertThat(inside.links()).extracting(Link::name).containsExactly("lo");
            assertThat(inside.link("lo").orElseThrow().up()).isTrue();
        }
        assertThat(leases.leases()).isEmpty();
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        connect(sandbox.namespace(), sandbox.namespace(), loopback);
        connect(sandbox.namespace(), sandbox.namespace(), InetAddress.ofLiteral("::1"));
    }

    @Test
    void onABridgeContainersReachTheGatewayEachOtherAndTheHostReachesThem() throws IOException {
        Sandbox a = sandboxes.create(A, bridged);
        Sandbox b = sandboxes.create(B, bridged);

        Endpoint endpoint = a.endpoints().getFirst();
        assertThat(endpoint.address().orElseThrow()).hasToString("10.7.0.2/24");
        assertThat(endpoint.gateway().orElseThrow()).isEqualTo(InetAddress.ofLiteral("10.7.0.1"));
        assertThat(endpoint.mac()).hasToString("02:42:0a:07:00:02");
        assertThat(endpoint.networkId()).isEqualTo("n1");
        try (RtNetlink inside = RtNetlink.openIn(a.namespace())) {
            Link eth0 = inside.link("eth0").orElseThrow();
            assertThat(eth0.mac()).contains(endpoint.mac());
            assertThat(eth0.mtu()).isEqualTo(1400);
            assertThat(inside.addresses()).anySatisfy(address -> {
                assertThat(address.link()).isEqualTo(eth0.index());
                assertThat(address.address()).isEqualTo(endpoint.address().orElseThrow());
            });
            // No link-local address: the network is of IPv4 alone.
            assertThat(inside.addresses())
                    .noneMatch(address ->
                            address.link() == eth0.index() && address.address().isVersion6());
        }
        InetAddress addressOfB =
                b.endpoints().getFirst().address().orElseThrow().address();
        connect(a.namespace(), hostNamespace, endpoint.gateway().orElseThrow());
        connect(a.namespace(), b.namespace(), addressOfB);
        connect(hostNamespace, b.namespace(), addressOfB);
    }

    @Test
    void aMachineBesideTheHostIsReachedMasqueradedAndCannotReachBack() throws IOException {
        Sandbox a = sandboxes.create(A, bridged);
        InetAddress address = a.endpoints().getFirst().address().orElseThrow().address();
        NetworkNamespace machine = NetworkNamespace.create(root.resolve("machine"));
        try (RtNetlink inside = RtNetlink.openIn(machine)) {
            host.netlink()
                    .addVeth(new VethPair("lan0", 0, 1500, "lan1", MacAddress.parse("02:00:00:00:00:01"), machine));
            host.netlink()
                    .addAddress(host.netlink().link("lan0").orElseThrow().index(), IpPrefix.parse("192.0.2.1/24"));
            int lan1 = inside.link("lan1").orElseThrow().index();
            inside.setUp(lan1);
            inside.addAddress(lan1, IpPrefix.parse("192.0.2.2/24"));
            inside.replaceDefaultRoute(lan1, InetAddress.ofLiteral("192.0.2.1"));
            InetAddress outside = InetAddress.ofLiteral("192.0.2.2");

            try (ServerSocket server = machine.call(() -> new ServerSocket(0, 1, outside));
                    Socket client = a.namespace().call(() -> {
                        Socket socket = new Socket();
                        socket.connect(new InetSocketAddress(outside, server.getLocalPort()), 5_000);
                        return socket;
                    });
                    Socket accepted = server.accept()) {
                assertThat(accepted.getInetAddress()).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
                assertThat(client.isConnected()).isTrue();
            }
            // The machine has a route to the container by way of the host, and uses it.
            try (ServerSocket server = a.namespace().call(() -> new ServerSocket(0, 1, address))) {
                int port = server.getLocalPort();
                assertThatThrownBy(() -> machine.call(() -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(new InetSocketAddress(address, port), 300);
                                return port;
                            }
                        }))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        } finally {
            machine.delete();
        }
    }

    @Test
    void releasingLeavesNothingAndMayBeRepeated() throws IOException {
        Sandbox sandbox = sandboxes.create(A, bridged);

        sandboxes.release(A);
        sandboxes.release(A);

        assertThat(sandbox.namespace().path()).doesNotExist();
        assertThat(leases.leases()).isEmpty();
        assertThat(host.netlink().links()).extracting(Link::name).containsExactlyInAnyOrder("lo", "proa0");
        assertThat(sandboxes.containers()).isEmpty();
    }

    @Test
    void creatingAgainReplacesWhatWasThere() throws IOException {
        sandboxes.create(A, bridged);
        Sandbox second = sandboxes.create(A, bridged);

        assertThat(leases.leases()).hasSize(1);
        assertThat(host.netlink().links()).hasSize(3);
        connect(second.namespace(), hostNamespace, network.gateway().address());
    }

    @Test
    void aCableLeftWithoutAPinIsReplaced() throws IOException {
        Sandbox first = sandboxes.create(A, bridged);
        first.namespace().call(() -> {
            // As after a crash: the pin is gone, something still holds the namespace.
            try (RtNetlink holds = RtNetlink.open()) {
                first.namespace().delete();
                Sandbox second = sandboxes.create(A, bridged);
                assertThat(holds.link("eth0")).isEmpty();
                return second;
            }
        });
        assertThat(host.netlink().links()).hasSize(3);
    }

    @Test
    void aFailureHalfwayLeavesNothing() throws IOException {
        BridgeNetwork gone = new BridgeNetwork(
                "n1", "gone0", 9999, IpPrefix.parse("10.7.0.1/24"), Optional.empty(), 1400, BridgePolicy.DEFAULT);

        assertThatThrownBy(() -> sandboxes.create(A, List.of(Attachment.bridged(gone))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("add veth " + Plug.hostInterface(A, "n1"));

        assertThat(sandboxes.containers()).isEmpty();
        assertThat(leases.leases()).isEmpty();
        assertThat(runDir.resolve("netns")).isEmptyDirectory();
        leases.failFromNowOn();
        assertThatThrownBy(() -> sandboxes.create(A, bridged)).hasMessage("disk full");
        assertThat(runDir.resolve("netns")).isEmptyDirectory();
    }

    @Test
    void afterARestartSandboxesAreFoundAndOthersRemoved() throws IOException {
        Sandbox a = sandboxes.create(A, bridged);
        sandboxes.create(B, bridged);
        String isolated = "c".repeat(64);
        Sandbox c = sandboxes.create(isolated, List.of());
        // A lease written just before a crash, and a pin made just before one.
        String leased = "d".repeat(64);
        String pinned = "e".repeat(64);
        new AddressAllocator(leases).lease("n1", AddressPool.behind(network.gateway()), leased, Optional.empty());
        Files.createFile(runDir.resolve("netns").resolve(pinned));
        sandboxes.close();

        sandboxes = open(0);

        assertThat(sandboxes.find(A)).contains(a.namespace());
        assertThat(sandboxes.find(isolated)).contains(c.namespace());
        assertThat(sandboxes.find("f".repeat(64))).isEmpty();
        assertThat(sandboxes.containers()).containsExactlyInAnyOrder(A, B, isolated, leased, pinned);

        assertThat(sandboxes.retain(Set.of(A, isolated))).containsExactlyInAnyOrder(B, leased, pinned);

        assertThat(sandboxes.containers()).containsExactlyInAnyOrder(A, isolated);
        assertThat(leases.leases()).hasSize(1);
        connect(a.namespace(), hostNamespace, network.gateway().address());
    }

    @Test
    void aSandboxInUseComesIntoNetworksAndLeavesThem() throws IOException {
        BridgeNetwork second = new BridgeDriver(host, new Firewall(host, "test0"))
                .ensure(new BridgeConfig(
                        "n2",
                        "proa1",
                        Optional.of(IpPrefix.parse("10.8.0.0/24")),
                        Optional.of(IpPrefix.parse("fd00:8::/64")),
                        1500,
                        BridgePolicy.DEFAULT,
                        List.of(),
                        List.of()));
        Sandbox a = sandboxes.create(A, bridged);
        List<Attachment.AddressRequest> addresses = Attachment.bridged(second).addresses();
        Attachment other = new Attachment(
                "n2",
                new Cable.ToBridge(second),
                "eth1",
                addresses,
                Optional.of(MacAddress.parse("02:00:00:00:08:08")),
                false);

        Endpoint added = sandboxes.connect(A, other);

        assertThat(added.address().orElseThrow()).hasToString("10.8.0.2/24");
        assertThat(added.address6().orElseThrow().address()).isEqualTo(InetAddress.ofLiteral("fd00:8::2"));
        connect(a.namespace(), hostNamespace, second.gateway().address());
        connect(a.namespace(), hostNamespace, second.gateway6().orElseThrow().address());
        try (RtNetlink inside = RtNetlink.openIn(a.namespace())) {
            Link eth1 = inside.link("eth1").orElseThrow();
            assertThat(eth1.mac()).contains(MacAddress.parse("02:00:00:00:08:08"));
            assertThat(gateways(inside)).containsExactly(network.gateway().address());

            sandboxes.route(A, "eth1", List.of(second.gateway().address()));
            assertThat(gateways(inside)).containsExactly(second.gateway().address());

            sandboxes.disconnect(A, "n2");
            sandboxes.disconnect(A, "n2");
            assertThat(inside.link("eth1")).isEmpty();
            assertThat(gateways(inside)).isEmpty();
        }
        assertThat(leases.leases()).hasSize(1);
        connect(a.namespace(), hostNamespace, network.gateway().address());
    }

    private static List<InetAddress> gateways(RtNetlink inside) throws IOException {
        return inside.routes().stream()
                .filter(route -> route.destination().length() == 0)
                .flatMap(route -> route.gateway().stream())
                .toList();
    }

    @Test
    void anInterfaceOnOneOfTheHostsLeavesWithItsLeaseThoughOthersHoldTheNamespace() throws IOException {
        NetworkNamespace machine = NetworkNamespace.create(root.resolve("machine"));
        try {
            host.netlink()
                    .addVeth(new VethPair("lan0", 0, 1500, "lan1", MacAddress.parse("02:00:00:00:00:01"), machine));
            AddressPool pool = AddressPool.of(IpPrefix.parse("10.9.0.0/24"));
            Attachment lan = new Attachment(
                    "n3",
                    new Cable.Macvlan("lan0", 4, 0),
                    "eth0",
                    List.of(new Attachment.AddressRequest(pool, Optional.empty(), Optional.empty())),
                    Optional.empty(),
                    false);
            Sandbox a = sandboxes.create(A, List.of(lan));
            try (RtNetlink outside = RtNetlink.openIn(machine);
                    RtNetlink inside = RtNetlink.openIn(a.namespace())) {
                int lan1 = outside.link("lan1").orElseThrow().index();
                outside.setUp(lan1);
                outside.addAddress(lan1, IpPrefix.parse("10.9.0.1/24"));
                connect(a.namespace(), machine, InetAddress.ofLiteral("10.9.0.1"));

                sandboxes.release(A);

                assertThat(inside.link("eth0")).isEmpty();
                assertThat(leases.leases()).isEmpty();
            }
        } finally {
            machine.delete();
        }
    }

    @Test
    void preparedNamespacesAreMadeUsedAndRemovedAlsoAfterACrash() throws Exception {
        Path pool = runDir.resolve("netns-pool");
        NetworkNamespace left = NetworkNamespace.create(pool.resolve("left-by-a-crash"));
        try (NamespacePool one = new NamespacePool(Files.createDirectories(root.resolve("one")), 3)) {
            await(() -> one.ready() == 3);
            PreparedNamespace taken = one.take();
            assertThat(one.ready()).isEqualTo(2);
            await(() -> one.ready() == 3);
            one.dispose(taken);
            await(() -> !taken.namespace().exists());
        }
        assertThat(root.resolve("one")).isEmptyDirectory();
        sandboxes.close();
        sandboxes = open(0);
        assertThat(left.exists()).isFalse();
        assertThat(pool).isEmptyDirectory();
        // Without any prepared, one is made when needed.
        sandboxes.create(A, bridged);
    }

    @Test
    void usedNamespacesDoNotPileUpWhereStartsNeverCease() throws Exception {
        Path folder = Files.createDirectories(root.resolve("busy"));
        try (NamespacePool pool = new NamespacePool(folder, 1)) {
            int most = 0;
            for (int start = 0; start < 5 * NamespacePool.WAITING; start++) {
                pool.dispose(pool.take());
                try (Stream<Path> there = Files.list(folder)) {
                    most = Math.max(most, (int) there.count());
                }
            }
            // And one that is ready, and one that is under way.
            assertThat(most).isLessThanOrEqualTo(2 * NamespacePool.WAITING + 2);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited 20 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void manyAtOnce() throws Exception {
        List<String> ids = IntStream.range(0, 30)
                .mapToObj(i -> String.format("%02x", i).repeat(32))
                .toList();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Sandbox>> work = new ArrayList<>();
            for (String id : ids) {
                work.add(() -> sandboxes.create(id, bridged));
            }
            Set<IpPrefix> addresses = new HashSet<>();
            for (var task : tasks.invokeAll(work)) {
                Sandbox sandbox = task.get();
                assertThat(addresses.add(
                                sandbox.endpoints().getFirst().address().orElseThrow()))
                        .isTrue();
                connect(
                        hostNamespace,
                        sandbox.namespace(),
                        sandbox.endpoints().getFirst().address().orElseThrow().address());
            }
        }
        assertThat(sandboxes.retain(Set.of())).hasSize(30);
        assertThat(host.netlink().links()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../../etc/passwd", "abc", "A"})
    void whatIsNoContainerIdIsRefused(String id) {
        assertThatThrownBy(() -> sandboxes.create(id, bridged)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sandboxes.release(id)).isInstanceOf(IllegalArgumentException.class);
    }
}
