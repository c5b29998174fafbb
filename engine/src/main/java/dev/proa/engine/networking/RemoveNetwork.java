package dev.proa.engine.networking;

import dev.proa.engine.failure.Forbidden;
import dev.proa.engine.failure.Internal;
import java.io.IOException;
import java.util.Set;

/** {@code network rm}. */
final class RemoveNetwork {
    private static final long POLL_MILLIS = 2;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final NetworkRegistry networks;
    private final LiveNetworks live;
    private final ContainerNetworks members;
    private final NetworkEvents events;

    RemoveNetwork(NetworkRegistry networks, LiveNetworks live, ContainerNetworks members, NetworkEvents events) {
        this.networks = networks;
        this.live = live;
        this.members = members;
        this.events = events;
    }

    void remove(String reference) {
        Network network = networks.find(reference);
        if (network.predefined()) {
            throw new Forbidden(network.name() + " is a pre-defined network and cannot be removed");
        }
        if (!removed(network)) {
            throw new Forbidden("error while removing network: network " + network.name() + " has active endpoints");
        }
    }

    /** @return false when running containers are in it */
    boolean removed(Network network) {
        try {
            return live.alone(network, () -> {
                if (!members.users(network).isEmpty() || !left(network)) {
                    return false;
                }
                // The row last: an engine that dies in between finds a network without an interface, which is one.
                live.remove(network);
                networks.remove(network);
                live.forget(network);
                events.publish(network, "destroy");
                return true;
            });
        } catch (IOException failure) {
            throw new Internal("error while removing network: " + failure.getMessage(), failure);
        }
    }

    /** Containers that have ended give their addresses back a moment after everybody was told of the end. */
    private boolean left(Network network) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (members.used(network)) {
            Set<String> users = members.users(network);
            if (!users.isEmpty() || System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
