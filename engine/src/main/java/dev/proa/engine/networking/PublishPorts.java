package dev.proa.engine.networking;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.container.PublishedPort;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.NetworkObserver;
import dev.proa.engine.lifecycle.PortRules;
import dev.proa.engine.lifecycle.Sandboxes;
import dev.proa.network.firewall.Firewall;
import dev.proa.network.port.HostPorts;
import dev.proa.network.port.PortForward;
import dev.proa.network.port.PortRequest;
import dev.proa.network.port.PortReservation;
import dev.proa.network.port.PortUnavailable;
import dev.proa.network.port.Protocol;
import dev.proa.network.port.StaleFlows;
import dev.proa.network.sandbox.NetworkSandboxes;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the ports of containers while they run: at the network their default route goes by, as Docker does. It owns
 * the reservations of the ports.
 */
public final class PublishPorts implements NetworkObserver {
    private static final System.Logger LOG = System.getLogger(PublishPorts.class.getName());
    private static final String BRIDGE = "bridge";

    private final NetworkRegistry networks;
    private final NetworkSandboxes sandboxes;
    private final HostPorts hostPorts;
    private final Firewall firewall;
    private final StaleFlows flows;
    private final Map<String, Published> published = new ConcurrentHashMap<>();

    private record Published(Container container, String networkId, PortReservation reservation) {}

    public PublishPorts(
            NetworkRegistry networks,
            NetworkSandboxes sandboxes,
            HostPorts hostPorts,
            Firewall firewall,
            StaleFlows flows) {
        this.networks = networks;
        this.sandboxes = sandboxes;
        this.hostPorts = hostPorts;
        this.firewall = firewall;
        this.flows = flows;
    }

    @Override
    public void starting(Container container, Sandboxes.Sandbox sandbox) throws IOException {
        publish(container, sandbox.endpoints());
    }

    private void publish(Container container, List<NetworkEndpoint> endpoints) throws IOException {
        var definition = container.definition();
        List<PortRequest> requests =
                PortRules.requests(definition.host(), definition.config().exposedPorts());
        Optional<NetworkEndpoint> place = requests.isEmpty() ? Optional.empty() : place(endpoints);
        if (place.isEmpty()) {
            container.ports(List.of());
            return;
        }
        NetworkEndpoint endpoint = place.get();
        PortReservation reservation = reserve(container, endpoint, requests);
        List<PortForward> forwards = reservation.forwards();
        try {
            firewall.publish(forwards);
            sandboxes.hairpin(container.id(), endpoint.networkId());
        } catch (IOException | RuntimeException failure) {
            withdrawAfter(failure, forwards);
            reservation.close();
            throw failure;
        }
        flows.forget(forwards);
        container.ports(forwards.stream().map(PublishPorts::shown).toList());
        published.put(container.id(), new Published(container, endpoint.networkId(), reservation));
    }

    private void withdrawAfter(Exception cause, List<PortForward> forwards) {
        try {
            firewall.withdraw(forwards);
        } catch (IOException undo) {
            cause.addSuppressed(undo);
        }
    }

    private PortReservation reserve(Container container, NetworkEndpoint endpoint, List<PortRequest> requests)
            throws IOException {
        Optional<InetAddress> binding = networks.byId(endpoint.networkId())
                .flatMap(network -> BridgeOptions.of(network.spec()).policy().hostBinding());
        try {
            return hostPorts.reserve(
                    requests.stream().map(request -> at(binding, request)).toList(), target(endpoint));
        } catch (PortUnavailable unavailable) {
            throw new Internal(
                    "failed to set up container networking: driver failed programming external connectivity on"
                            + " endpoint " + container.name() + " (" + endpoint.endpointId() + "): "
                            + unavailable.getMessage(),
                    unavailable);
        }
    }

    /** The network's own default for ports that name no address. */
    private static PortRequest at(Optional<InetAddress> binding, PortRequest request) {
        return new PortRequest(
                request.protocol(),
                request.containerPort(),
                request.hostAddress().or(() -> binding),
                request.first(),
                request.last());
    }

    /** Where a container is reached from outside; nowhere when all its networks are internal or of other drivers. */
    private static Optional<NetworkEndpoint> place(List<NetworkEndpoint> endpoints) {
        return Gateways.best(endpoints).filter(endpoint -> endpoint.driver().equals(BRIDGE));
    }

    private static HostPorts.Target target(NetworkEndpoint endpoint) {
        return new HostPorts.Target(address(endpoint.address()), address(endpoint.address6()));
    }

    private static Optional<InetAddress> address(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
    }

    private static PublishedPort shown(PortForward forward) {
        return new PublishedPort(
                forward.protocol().toString(),
                forward.port(),
                PortForward.text(forward.address()),
                PortForward.text(forward.hostAddress()),
                forward.hostPort());
    }

    @Override
    public void adopted(Container container, Sandboxes.Sandbox sandbox) throws IOException {
        List<PortForward> forwards =
                container.ports().stream().map(PublishPorts::forward).toList();
        Optional<NetworkEndpoint> place = place(sandbox.endpoints());
        if (forwards.isEmpty() || place.isEmpty()) {
            return;
        }
        published.put(container.id(), new Published(container, place.get().networkId(), hostPorts.adopt(forwards)));
        firewall.publish(forwards);
    }

    private static PortForward forward(PublishedPort port) {
        return new PortForward(
                Protocol.of(port.protocol()).orElseThrow(),
                InetAddress.ofLiteral(port.hostIp()),
                port.hostPort(),
                InetAddress.ofLiteral(port.address()),
                port.containerPort());
    }

    @Override
    public void connected(Container container, Sandboxes.Sandbox sandbox, NetworkEndpoint added) throws IOException {
        move(container, sandbox.endpoints());
    }

    @Override
    public void disconnecting(Container container, Sandboxes.Sandbox sandbox, NetworkEndpoint leaving)
            throws IOException {
        move(container, sandbox.endpoints());
    }

    /** Ports follow the default route. */
    private void move(Container container, List<NetworkEndpoint> endpoints) throws IOException {
        @Nullable Published before = published.get(container.id());
        @Nullable String now = place(endpoints).map(NetworkEndpoint::networkId).orElse(null);
        if (before == null ? now != null : !before.networkId().equals(now)) {
            withdraw(container.id());
            publish(container, endpoints);
        }
    }

    @Override
    public void ending(String containerId) {
        try {
            withdraw(containerId);
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "withdraw the ports of container " + containerId, failure);
        }
    }

    @Override
    public void ended(String containerId) throws IOException {
        withdraw(containerId);
    }

    private void withdraw(String containerId) throws IOException {
        @Nullable Published gone = published.remove(containerId);
        if (gone == null) {
            return;
        }
        gone.container().ports(List.of());
        try {
            firewall.withdraw(gone.reservation().forwards());
            flows.forget(gone.reservation().forwards());
        } finally {
            // The sockets last: a port that is free leads nowhere.
            gone.reservation().close();
        }
    }

    @Override
    public void settled() throws IOException {
        firewall.settle();
    }
}
