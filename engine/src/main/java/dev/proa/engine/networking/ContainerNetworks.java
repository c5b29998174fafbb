package dev.proa.engine.networking;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerIds;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.lifecycle.NetworkObserver;
import dev.proa.engine.lifecycle.Sandboxes;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.sandbox.Attachment;
import dev.proa.network.sandbox.Endpoint;
import dev.proa.network.sandbox.NetworkSandboxes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;

/** The sandboxes of containers and their places in networks, from a container's start to its end. */
public final class ContainerNetworks implements Sandboxes {
    private static final System.Logger LOG = System.getLogger(ContainerNetworks.class.getName());
    private static final String SHARED = "container:";

    private final NetworkSandboxes sandboxes;
    private final NetworkRegistry networks;
    private final LiveNetworks live;
    private final ContainerRegistry containers;
    private final NetworkObserver observer;
    private final Attachments attachments;
    private final ContainerIds ids = new ContainerIds();

    /** Containers whose process is gone and whose sandboxes are still there. */
    private final Phaser adopting = new Phaser(1);

    private final Set<String> ending = ConcurrentHashMap.newKeySet();

    public ContainerNetworks(
            NetworkSandboxes sandboxes,
            NetworkRegistry networks,
            LiveNetworks live,
            ContainerRegistry containers,
            NetworkObserver observer) {
        this.sandboxes = sandboxes;
        this.networks = networks;
        this.live = live;
        this.containers = containers;
        this.observer = observer;
        this.attachments = new Attachments(live);
    }

    @Override
    public Sandbox create(Container container) throws IOException {
        String mode = Network.nameOf(container.definition().host().networkMode());
        if (mode.startsWith(SHARED)) {
            return shared(mode.substring(SHARED.length()));
        }
        List<Joining> joining = new ArrayList<>();
        for (EndpointRequest request : container.wantedNetworks()) {
            joining.add(joining(request));
        }
        if (mode.equals(Network.HOST)) {
            return new Sandbox(null, List.of(unconnected(joining.getFirst(), null)));
        }
        ending.remove(container.id());
        try {
            Sandbox sandbox = connected(container, joining);
            container.wantedNetworks(joining.stream().map(Joining::request).toList());
            observer.starting(container, sandbox);
            return sandbox;
        } catch (IOException | RuntimeException failure) {
            try {
                release(container.id());
            } catch (IOException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
    }

    /** The network that a request means, checked against it. */
    Joining joining(EndpointRequest request) {
        String id = request.networkId();
        Network network = id == null
                ? networks.find(Network.nameOf(request.network()))
                : networks.byId(id).orElseGet(() -> networks.find(id));
        EndpointRequest found = request.in(network.name(), network.id());
        EndpointRules.check(found, network);
        return new Joining(network, found);
    }

    private Sandbox connected(Container container, List<Joining> joining) throws IOException {
        String id = container.id();
        List<Joining> addressed =
                joining.stream().filter(each -> each.network().addressed()).toList();
        Optional<Joining> gateway = Gateways.first(addressed);
        List<Attachment> wanted = new ArrayList<>();
        var made = using(addressed, 0, () -> {
            List<String> names = new ArrayList<>();
            for (Joining each : addressed) {
                String name = freeName(Attachments.interfacePrefix(each.network()), names);
                names.add(name);
                wanted.add(attachments.of(
                        each.network(),
                        each.request(),
                        name,
                        gateway.map(each::equals).orElse(false)));
            }
            return sandboxes.create(id, wanted);
        });
        Path pin = made.namespace().path();
        List<NetworkEndpoint> endpoints = new ArrayList<>();
        int next = 0;
        for (Joining each : joining) {
            endpoints.add(
                    each.network().addressed()
                            ? endpoint(each, made.endpoints().get(next++), pin)
                            : unconnected(each, pin));
        }
        return new Sandbox(pin, List.copyOf(endpoints));
    }

    /** Holds all the networks, so that none is removed before there are leases that say who is in it. */
    private <T> T using(List<Joining> joining, int from, LiveNetworks.Use<T> use) throws IOException {
        return from == joining.size()
                ? use.run()
                : live.using(joining.get(from).network(), () -> using(joining, from + 1, use));
    }

    static String freeName(String prefix, List<String> taken) {
        int number = 0;
        while (taken.contains(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    /** The namespace of a container that lends its own. */
    private Sandbox shared(String owner) throws IOException {
        Container lender = containers.find(owner);
        if (lender.run() == null) {
            throw new Conflict("cannot join network of a non running container: " + lender.id());
        }
        return new Sandbox(namespace(lender), List.of());
    }

    private @org.jspecify.annotations.Nullable Path namespace(Container container) {
        String mode = Network.nameOf(container.definition().host().networkMode());
        if (mode.startsWith(SHARED)) {
            return namespace(containers.find(mode.substring(SHARED.length())));
        }
        return mode.equals(Network.HOST)
                ? null
                : sandboxes
                        .find(container.id())
                        .map(NetworkNamespace::path)
                        .orElseThrow(() ->
                                new Conflict("cannot join network of a non running container: " + container.id()));
    }

    /** What a running container has now. */
    public Sandbox current(Container container) {
        return new Sandbox(namespace(container), container.networks());
    }

    /** Puts a running container into one more network, inside its operation. */
    void connect(Container container, Joining joining) throws IOException {
        String id = container.id();
        List<String> names = container.networks().stream()
                .map(NetworkEndpoint::interfaceName)
                .toList();
        String name = freeName(Attachments.interfacePrefix(joining.network()), names);
        Endpoint made = live.using(
                joining.network(),
                () -> sandboxes.connect(id, attachments.of(joining.network(), joining.request(), name, false)));
        try {
            Path pin = sandboxes.find(id).orElseThrow().path();
            NetworkEndpoint added = endpoint(joining, made, pin);
            List<NetworkEndpoint> all = new ArrayList<>(container.networks());
            all.removeIf(
                    endpoint -> endpoint.networkId().equals(joining.network().id()));
            all.add(added);
            route(id, all);
            tell(container, new Sandbox(pin, List.copyOf(all)), added);
            container.networks(all);
        } catch (IOException | RuntimeException failure) {
            try {
                sandboxes.disconnect(id, joining.network().id());
                route(id, container.networks());
            } catch (IOException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
    }

    /** Tells of a new place; if somebody cannot have it, all are told that it is no more. */
    private void tell(Container container, Sandbox sandbox, NetworkEndpoint added) throws IOException {
        try {
            observer.connected(container, sandbox, added);
        } catch (IOException | RuntimeException failure) {
            try {
                observer.disconnecting(container, current(container), added);
            } catch (IOException | RuntimeException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
    }

    /** Takes a running container out of a network, inside its operation. */
    void disconnect(Container container, NetworkEndpoint leaving) throws IOException {
        List<NetworkEndpoint> rest = container.networks().stream()
                .filter(endpoint -> !endpoint.equals(leaving))
                .toList();
        observer.disconnecting(container, new Sandbox(namespace(container), rest), leaving);
        sandboxes.disconnect(container.id(), leaving.networkId());
        route(container.id(), rest);
    }

    private void route(String containerId, List<NetworkEndpoint> endpoints) throws IOException {
        Optional<NetworkEndpoint> best = Gateways.best(endpoints);
        List<InetAddress> gateways = new ArrayList<>();
        best.ifPresent(endpoint -> {
            for (String gateway : List.of(endpoint.gateway(), endpoint.gateway6())) {
                if (!gateway.isEmpty()) {
                    gateways.add(InetAddress.ofLiteral(gateway));
                }
            }
        });
        sandboxes.route(containerId, best.map(NetworkEndpoint::interfaceName).orElse("lo"), gateways);
    }

    private NetworkEndpoint unconnected(Joining joining, @org.jspecify.annotations.Nullable Path pin) {
        Network network = joining.network();
        return NetworkEndpoint.without(
                joining.request(),
                network.id(),
                network.spec().driver(),
                ids.next(),
                pin == null ? null : pin.toString());
    }

    private NetworkEndpoint endpoint(Joining joining, Endpoint made, Path pin) {
        Network network = joining.network();
        return new NetworkEndpoint(
                network.name(),
                network.id(),
                network.spec().driver(),
                ids.next(),
                made.interfaceName(),
                text(made.gateway()),
                text(made.address().map(IpPrefix::address)),
                made.address().map(IpPrefix::length).orElse(0),
                text(made.gateway6()),
                text(made.address6().map(IpPrefix::address)),
                made.address6().map(IpPrefix::length).orElse(0),
                made.mac().toString(),
                joining.request(),
                pin.toString());
    }

    private static String text(Optional<InetAddress> address) {
        return address.map(Ip::text).orElse("");
    }

    /** What a container shows of its networks: between runs their names, and no addresses. */
    public List<NetworkEndpoint> shown(Container container) {
        if (!container.networks().isEmpty()) {
            return container.networks();
        }
        return container.wantedNetworks().stream()
                .map(request -> {
                    String id = request.networkId();
                    Optional<Network> network =
                            id == null ? networks.byName(Network.nameOf(request.network())) : networks.byId(id);
                    return NetworkEndpoint.without(
                            request.in(network.map(Network::name).orElse(request.network()), id),
                            network.map(Network::id).orElse(""),
                            network.map(found -> found.spec().driver()).orElse(""),
                            "",
                            null);
                })
                .toList();
    }

    @Override
    public void adopt(Container container) {
        adopting.register();
        // Beside the opening: the firewall library alone takes longer to load than all else.
        Thread.ofVirtual().name("proa-adopt-network").start(() -> {
            try {
                container.change(() -> {
                    try {
                        if (container.run() != null) {
                            takeUp(container);
                        }
                    } catch (IOException failure) {
                        throw new java.io.UncheckedIOException(failure);
                    }
                });
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, "take up the network of container " + container.id(), failure);
            } finally {
                adopting.arriveAndDeregister();
            }
        });
    }

    private void takeUp(Container container) throws IOException {
        for (NetworkEndpoint endpoint : container.networks()) {
            Optional<Network> network = networks.byId(endpoint.networkId());
            if (network.isPresent() && network.get().spec().driver().equals("bridge")) {
                live.bridge(network.get());
            }
        }
        removeStrays(container);
        observer.adopted(container, current(container));
    }

    /** What a crash left between a cable and the row that says of it, be it on the way in or out of a network. */
    private void removeStrays(Container container) throws IOException {
        Set<String> strays = sandboxes.networks(container.id());
        container.networks().forEach(endpoint -> strays.remove(endpoint.networkId()));
        for (String networkId : strays) {
            sandboxes.disconnect(container.id(), networkId);
        }
        if (container.networks().stream()
                .anyMatch(endpoint -> !endpoint.interfaceName().isEmpty())) {
            route(container.id(), container.networks());
        }
    }

    @Override
    public void ending(String containerId) {
        ending.add(containerId);
        observer.ending(containerId);
    }

    /** Containers other than those that are about to leave which have addresses in a network. */
    Set<String> users(Network network) {
        Set<String> users = sandboxes.users(network.id());
        users.removeAll(ending);
        return users;
    }

    /** Whether any container has addresses in a network, be it about to leave or not. */
    boolean used(Network network) {
        return !sandboxes.users(network.id()).isEmpty();
    }

    @Override
    public void renamed(Container container, String oldName) {
        observer.renamed(container, oldName);
    }

    @Override
    public void release(String containerId) throws IOException {
        IOException failure = null;
        try {
            observer.ended(containerId);
        } catch (IOException left) {
            failure = left;
        }
        try {
            sandboxes.release(containerId);
        } catch (IOException left) {
            if (failure != null) {
                left.addSuppressed(failure);
            }
            failure = left;
        }
        ending.remove(containerId);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void retain(Set<String> containerIds) throws IOException {
        sandboxes.retain(containerIds);
        Thread.ofVirtual().name("proa-settle-networks").start(this::settle);
    }

    /** When all that goes on from before has been taken up. */
    private void settle() {
        adopting.arriveAndAwaitAdvance();
        try {
            live.bridge(networks.predefined(Network.BRIDGE));
            observer.settled();
        } catch (IOException | RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "settle the networks", failure);
        }
    }
}
