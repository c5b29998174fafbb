package dev.proa.engine.networking;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.container.ContainerRequest;
import dev.proa.engine.container.HostConfig;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerDefinition;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.lifecycle.NetworkRules;
import dev.proa.engine.network.EndpointRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request for a container may say of networks, in Docker's words. */
public final class ContainerRules implements NetworkRules {
    private static final String SHARED = "container:";

    private final NetworkRegistry networks;
    private final ContainerRegistry containers;

    public ContainerRules(NetworkRegistry networks, ContainerRegistry containers) {
        this.networks = networks;
        this.containers = containers;
    }

    @Override
    public ContainerRequest check(ContainerRequest request) {
        String mode = request.host().networkMode();
        LinkRules.check(request.host(), containers);
        if (!mode.startsWith(SHARED)) {
            for (EndpointRequest endpoint : request.endpoints()) {
                EndpointRules.check(endpoint, userDefined(endpoint.network()));
            }
            return request;
        }
        String owner = mode.substring(SHARED.length());
        if (owner.isEmpty()) {
            throw new InvalidArgument("Invalid network mode: invalid container format container:<name|id>");
        }
        conflicts(request.config(), request.host());
        Optional<Container> lender = lender(owner);
        return new ContainerRequest(
                request.name(),
                request.platform(),
                lender.map(Container::definition)
                        .map(ContainerDefinition::config)
                        .map(ContainerConfig::hostname)
                        .map(request.config()::withHostname)
                        .orElse(request.config()),
                request.host()
                        .withNetworkMode(SHARED + lender.map(Container::id).orElse(owner)),
                List.of());
    }

    /** The owner may be renamed later; when there is none yet the start will say so. */
    private Optional<Container> lender(String owner) {
        try {
            return Optional.of(containers.find(owner));
        } catch (NotFound notYet) {
            return Optional.empty();
        }
    }

    private static void conflicts(ContainerConfig config, HostConfig host) {
        if (config.hostname() != null) {
            throw new InvalidArgument("conflicting options: hostname and the network mode");
        }
        if (!host.dns().isEmpty()) {
            throw new InvalidArgument("conflicting options: dns and the network mode");
        }
        if (!host.extraHosts().isEmpty()) {
            throw new InvalidArgument("conflicting options: custom host-to-IP mapping and the network mode");
        }
        if (!config.exposedPorts().isEmpty()) {
            throw new InvalidArgument("conflicting options: port exposing and the container type network mode");
        }
    }

    private boolean userDefined(String reference) {
        try {
            return networks.find(Network.nameOf(reference)).userDefined();
        } catch (EngineException notYet) {
            // A network of another name is looked for at the start, as Docker does: it may be made until then.
            return true;
        }
    }

    @Override
    public List<EndpointRequest> wanted(ContainerRequest request) {
        String mode = Network.nameOf(request.host().networkMode());
        List<EndpointRequest> wanted = new ArrayList<>();
        if (mode.startsWith(SHARED)) {
            return wanted;
        }
        EndpointRequest main = named(EndpointRequest.of(mode));
        for (EndpointRequest endpoint : request.endpoints()) {
            EndpointRequest named = named(endpoint);
            // The interface of the network mode's is the first one.
            if (named.network().equals(main.network())) {
                wanted.addFirst(named);
            } else {
                wanted.add(named);
            }
        }
        if (wanted.stream().noneMatch(each -> each.network().equals(main.network()))) {
            wanted.addFirst(main);
        }
        if (wanted.size() > 1) {
            conflicts(wanted);
        }
        return wanted;
    }

    private static void conflicts(List<EndpointRequest> wanted) {
        for (EndpointRequest each : wanted) {
            if (each.network().equals(Network.HOST)) {
                throw new InvalidArgument(
                        "container cannot be disconnected from host network or connected to host network");
            }
            if (each.network().equals(Network.NONE)) {
                throw new InvalidArgument("container cannot be connected to multiple networks with one of the networks"
                        + " in private (none) mode");
            }
        }
    }

    /** By its network's name. Which network of that name is meant is settled at the start. */
    private EndpointRequest named(EndpointRequest request) {
        try {
            return request.in(networks.find(Network.nameOf(request.network())).name(), null);
        } catch (NotFound notYet) {
            return request;
        }
    }
}
