package dev.proa.engine.wiring;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.Sandboxes;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.files.HostsFile;
import dev.proa.network.files.ResolvConf;
import dev.proa.network.sandbox.Attachment;
import dev.proa.network.sandbox.Endpoint;
import dev.proa.network.sandbox.NetworkSandboxes;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Sandboxes on the predefined networks. */
final class BridgeSandboxes implements Sandboxes {
    private final NetworkSandboxes sandboxes;
    private final DefaultNetworks networks;
    private final Supplier<BridgeNetwork> bridge;

    /** @param bridge the default bridge's network, perhaps waited for */
    BridgeSandboxes(NetworkSandboxes sandboxes, DefaultNetworks networks, Supplier<BridgeNetwork> bridge) {
        this.sandboxes = sandboxes;
        this.networks = networks;
        this.bridge = bridge;
    }

    @Override
    public Sandbox create(Container container) throws IOException {
        String network = DefaultNetworks.nameOf(container.definition().host().networkMode());
        return switch (network) {
            case DefaultNetworks.HOST -> new Sandbox(null, List.of(unconnected(network)));
            case DefaultNetworks.NONE -> {
                var made = sandboxes.create(container.id(), new Attachment.Isolated());
                yield new Sandbox(made.namespace().path(), List.of(unconnected(network)));
            }
            case DefaultNetworks.BRIDGE -> {
                var made = sandboxes.create(container.id(), new Attachment.Bridged(bridge.get()));
                yield new Sandbox(
                        made.namespace().path(),
                        List.of(connected(
                                made.endpoint().orElseThrow(),
                                made.namespace().path().toString())));
            }
            default -> throw new NotFound("network " + network + " not found");
        };
    }

    /** What a container shows of its network between runs: the name, and no address. */
    List<NetworkEndpoint> shown(Container container) {
        if (!container.networks().isEmpty()) {
            return container.networks();
        }
        String network = DefaultNetworks.nameOf(container.definition().host().networkMode());
        return networks.find(network).stream()
                .map(id -> new NetworkEndpoint(network, id, "", "", "", 0, "", List.of(), null))
                .toList();
    }

    private NetworkEndpoint unconnected(String network) {
        return new NetworkEndpoint(
                network, networks.idOf(network), networks.newEndpointId(), "", "", 0, "", List.of(), null);
    }

    private NetworkEndpoint connected(Endpoint endpoint, String sandboxKey) {
        return new NetworkEndpoint(
                DefaultNetworks.BRIDGE,
                endpoint.networkId(),
                networks.newEndpointId(),
                endpoint.gateway().getHostAddress(),
                endpoint.address().address().getHostAddress(),
                endpoint.address().length(),
                endpoint.mac().toString(),
                List.of(),
                sandboxKey);
    }

    @Override
    public void release(String containerId) throws IOException {
        sandboxes.release(containerId);
    }

    @Override
    public void retain(Set<String> containerIds) throws IOException {
        sandboxes.retain(containerIds);
    }

    @Override
    public String resolvConf(Container container, Sandbox sandbox) throws IOException {
        var host = container.definition().host();
        ResolvConf servers = ResolvConf.ofHost();
        if (sandbox.namespace() != null) {
            servers = servers.forBridge();
        }
        return servers.with(host.dns(), host.dnsSearch(), host.dnsOptions()).render();
    }

    @Override
    public String hosts(Container container, Sandbox sandbox) {
        var config = container.definition().config();
        Optional<HostsFile.Entry> own = sandbox.endpoints().stream()
                .filter(endpoint -> !endpoint.address().isEmpty())
                .findFirst()
                .map(endpoint -> HostsFile.own(
                        InetAddress.ofLiteral(endpoint.address()),
                        config.hostname() == null ? "" : config.hostname(),
                        config.domainname() == null ? "" : config.domainname()));
        List<HostsFile.Entry> extra = new ArrayList<>();
        for (String line : container.definition().host().extraHosts()) {
            extra.add(entry(line));
        }
        return new HostsFile(own, extra).render();
    }

    /** {@code name:address}, where the address may be {@code host-gateway} or an IPv6 address with colons of its own. */
    private HostsFile.Entry entry(String line) {
        int colon = line.indexOf(':');
        String address = line.substring(colon + 1);
        try {
            InetAddress where =
                    address.equals("host-gateway") ? bridge.get().gateway().address() : InetAddress.ofLiteral(address);
            return new HostsFile.Entry(where, List.of(line.substring(0, colon)));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument("invalid IP address in add-host: \"" + address + "\"");
        }
    }
}
