package dev.proa.engine.networking;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Forbidden;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.network.EndpointRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code network connect} and {@code network disconnect}. */
final class ChangeMembership {
    private final NetworkRegistry networks;
    private final ContainerRegistry containers;
    private final ContainerNetworks members;
    private final ContainerEvents events;

    ChangeMembership(
            NetworkRegistry networks, ContainerRegistry containers, ContainerNetworks members, ContainerEvents events) {
        this.networks = networks;
        this.containers = containers;
        this.members = members;
        this.events = events;
    }

    void connect(String reference, String containerReference, EndpointRequest given) {
        Network network = networks.find(reference);
        Container container = containers.find(containerReference);
        container.change(() -> {
            refuseUnlessChangeable(container, network);
            EndpointRequest request = given.in(network.name(), network.id());
            EndpointRules.check(request, network);
            if (wanted(container, network).isPresent()) {
                throw new Forbidden(
                        "endpoint with name " + container.name() + " already exists in network " + network.name());
            }
            List<EndpointRequest> wanted = new ArrayList<>(container.wantedNetworks());
            wanted.add(request);
            if (container.run() == null) {
                save(container, wanted);
                return;
            }
            try {
                members.connect(container, new Joining(network, request));
            } catch (IOException failure) {
                throw new Internal(
                        "connect container " + container.id() + " to network " + network.name() + ": "
                                + failure.getMessage(),
                        failure);
            }
            save(container, wanted);
            place(container, network).ifPresent(endpoint -> events.network(container, "connect", endpoint));
        });
    }

    void disconnect(String reference, String containerReference, boolean force) {
        Network network = networks.find(reference);
        Container container;
        try {
            container = containers.find(containerReference);
        } catch (NotFound gone) {
            if (force) {
                throw new NotFound("endpoint " + containerReference + " not found");
            }
            throw gone;
        }
        Container member = container;
        member.change(() -> {
            if (network.name().equals(Network.HOST) || mode(member).equals(Network.HOST)) {
                throw new InvalidArgument(
                        "container cannot be disconnected from host network or connected to host network");
            }
            EndpointRequest request = wanted(member, network)
                    .orElseThrow(() -> new Forbidden(
                            "container " + member.id() + " is not connected to network " + network.name()));
            List<EndpointRequest> rest = new ArrayList<>(member.wantedNetworks());
            rest.remove(request);
            Optional<NetworkEndpoint> place = place(member, network);
            List<NetworkEndpoint> before = member.networks();
            List<EndpointRequest> wantedBefore = member.wantedNetworks();
            if (member.run() != null && place.isPresent() && network.addressed()) {
                try {
                    // The row first: what an engine that dies in between leaves of the cable, the next one takes away.
                    member.networks(without(before, place.get()));
                    save(member, rest);
                    members.disconnect(member, place.get());
                } catch (IOException failure) {
                    member.networks(before);
                    save(member, wantedBefore);
                    throw new Internal(
                            "disconnect container " + member.id() + " from network " + network.name() + ": "
                                    + failure.getMessage(),
                            failure);
                }
            } else {
                place.ifPresent(endpoint -> member.networks(without(before, endpoint)));
                save(member, rest);
            }
            place.ifPresent(endpoint -> events.network(member, "disconnect", endpoint));
        });
    }

    private static void refuseUnlessChangeable(Container container, Network network) {
        if (container.removing()) {
            throw new Conflict("container " + container.id()
                    + " is marked for removal and cannot be connected or disconnected to the network");
        }
        String mode = mode(container);
        if (mode.startsWith("container:")) {
            throw new InvalidArgument("container sharing network namespace with another container or host cannot be"
                    + " connected to any other network");
        }
        if (mode.equals(Network.HOST) || network.name().equals(Network.HOST)) {
            throw new InvalidArgument(
                    "container cannot be disconnected from host network or connected to host network");
        }
        boolean isolated = container.wantedNetworks().stream()
                .anyMatch(request -> request.network().equals(Network.NONE));
        if (isolated || network.name().equals(Network.NONE)) {
            throw new InvalidArgument("container cannot be connected to multiple networks with one of the networks in"
                    + " private (none) mode");
        }
    }

    private static List<NetworkEndpoint> without(List<NetworkEndpoint> endpoints, NetworkEndpoint leaving) {
        return endpoints.stream().filter(endpoint -> !endpoint.equals(leaving)).toList();
    }

    private static String mode(Container container) {
        return Network.nameOf(container.definition().host().networkMode());
    }

    private static Optional<EndpointRequest> wanted(Container container, Network network) {
        return container.wantedNetworks().stream()
                .filter(request -> request.networkId() == null
                        ? network.name().equals(Network.nameOf(request.network()))
                                || network.id().equals(request.network())
                        : network.id().equals(request.networkId()))
                .findFirst();
    }

    private static Optional<NetworkEndpoint> place(Container container, Network network) {
        return container.networks().stream()
                .filter(endpoint -> endpoint.networkId().equals(network.id()))
                .findFirst();
    }

    private void save(Container container, List<EndpointRequest> wanted) {
        container.wantedNetworks(wanted);
        containers.save(container);
    }
}
