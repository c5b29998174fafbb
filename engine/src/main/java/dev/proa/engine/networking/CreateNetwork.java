package dev.proa.engine.networking;

import dev.proa.engine.failure.Forbidden;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.ContainerIds;
import dev.proa.engine.network.CreatedNetwork;
import dev.proa.engine.network.NetworkSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** {@code network create}: checks a request, chooses what it leaves open, writes a row, and makes the interface. */
final class CreateNetwork {
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none", "default");
    private static final Set<String> DRIVERS = Set.of("bridge", "macvlan", "ipvlan");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private final NetworkRegistry networks;
    private final SubnetAssignment subnets;
    private final LiveNetworks live;
    private final NetworkEvents events;
    private final ContainerIds ids = new ContainerIds();

    /** One at a time: each has to see the subnets of those before. */
    private final ReentrantLock lock = new ReentrantLock();

    CreateNetwork(NetworkRegistry networks, SubnetAssignment subnets, LiveNetworks live, NetworkEvents events) {
        this.networks = networks;
        this.subnets = subnets;
        this.live = live;
        this.events = events;
    }

    CreatedNetwork create(NetworkSpec given) {
        NetworkSpec asked = checked(given);
        lock.lock();
        try (var _ = subnets.choosing()) {
            networks.refuseTaken(asked.name());
            Network network = complete(asked);
            networks.add(network);
            try {
                if (asked.driver().equals("bridge")) {
                    live.bridge(network);
                }
            } catch (IOException | RuntimeException failure) {
                undo(network, failure);
                throw failure;
            }
            events.publish(network, "create");
            return new CreatedNetwork(network.id(), "");
        } catch (IOException failure) {
            throw new Internal("create network " + asked.name() + ": " + failure.getMessage(), failure);
        } finally {
            lock.unlock();
        }
    }

    private void undo(Network network, Exception failure) {
        try {
            live.remove(network);
            networks.remove(network);
        } catch (IOException | RuntimeException undone) {
            failure.addSuppressed(undone);
        }
    }

    private Network complete(NetworkSpec asked) throws IOException {
        String id = ids.next();
        NetworkSpec spec = asked.withSubnets(subnets.assign(asked));
        Network network = new Network(id, Instant.now(), spec, false, false);
        if (!spec.driver().equals("bridge")) {
            parent(spec);
            return network;
        }
        refuseTakenBridge(network);
        return new Network(id, network.created(), spec, false, live.exists(network.bridgeName()));
    }

    private void refuseTakenBridge(Network network) {
        for (Network other : networks.all()) {
            if (other.spec().driver().equals("bridge")
                    && !other.predefined()
                    && other.bridgeName().equals(network.bridgeName())) {
                throw new Forbidden("cannot create network " + network.id() + " (" + network.bridgeName()
                        + "): conflicts with network " + other.id() + " (" + other.bridgeName()
                        + "): networks have same bridge name");
            }
        }
    }

    private void parent(NetworkSpec spec) throws IOException {
        String parent = LanOptions.of(spec).parent();
        if (!live.exists(parent)) {
            throw new InvalidArgument("invalid subinterface vlan name " + parent
                    + ", example formatting is eth0.10: there is no such interface on the host");
        }
        for (Network other : networks.all()) {
            if (other.spec().driver().equals(spec.driver())
                    && parent.equals(other.spec().options().get("parent"))) {
                throw new Forbidden("network " + other.name() + " is already using parent interface " + parent);
            }
        }
    }

    private static NetworkSpec checked(NetworkSpec given) {
        String driver = given.driver().isEmpty() || given.driver().equals("default") ? "bridge" : given.driver();
        NetworkSpec spec = given.withDriver(driver);
        if (PREDEFINED.contains(spec.name())) {
            throw new Forbidden("operation is not permitted on predefined " + spec.name() + " network ");
        }
        if (spec.name().isBlank()) {
            throw new InvalidArgument("invalid network name: name is empty");
        }
        if (!NAME.matcher(spec.name()).matches()) {
            throw new InvalidArgument("invalid name: only " + NAME.pattern().replace("*", "") + " are allowed");
        }
        if (driver.equals("host") || driver.equals("null")) {
            throw new Forbidden("only one instance of \"" + driver + "\" network is allowed");
        }
        if (!DRIVERS.contains(driver)) {
            throw new NotFound(
                    "could not find plugin " + driver + " in v1 plugin registry: plugin \"" + driver + "\" not found");
        }
        if (driver.equals("bridge")) {
            BridgeOptions.of(spec);
        } else {
            LanOptions.of(spec);
        }
        return spec.withOptions(withoutInternal(spec.options()));
    }

    /** The client's own word for a flag that stands elsewhere. */
    private static Map<String, String> withoutInternal(Map<String, String> options) {
        Map<String, String> shown = new HashMap<>(options);
        shown.remove("com.docker.network.internal");
        return shown;
    }
}
