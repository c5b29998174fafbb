package dev.proa.engine.networking;

import dev.proa.engine.failure.NotFound;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.HostNetwork;
import dev.proa.network.bridge.BridgeConfig;
import dev.proa.network.bridge.BridgeDriver;
import dev.proa.network.bridge.BridgeNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The networks' interfaces on the host. The default bridge's is made while the engine opens, another's when its first
 * container comes, so that a network nobody uses costs nothing at start.
 *
 * <p>Safe for use by any thread.
 */
public final class LiveNetworks {
    private final NetworkRegistry registry;
    private final HostNetwork host;
    private final BridgeDriver driver;
    private final Supplier<BridgeNetwork> defaultBridge;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** @param defaultBridge perhaps waited for */
    public LiveNetworks(
            NetworkRegistry registry, HostNetwork host, BridgeDriver driver, Supplier<BridgeNetwork> defaultBridge) {
        this.registry = registry;
        this.host = host;
        this.driver = driver;
        this.defaultBridge = defaultBridge;
    }

    /** Something done with a network. */
    @FunctionalInterface
    public interface Use<T> {
        T run() throws IOException;
    }

    private static final class Entry {
        final ReentrantReadWriteLock removal = new ReentrantReadWriteLock();
        final ReentrantLock making = new ReentrantLock();
        volatile Optional<BridgeNetwork> bridge = Optional.empty();
    }

    private Entry entry(Network network) {
        return entries.computeIfAbsent(network.id(), _ -> new Entry());
    }

    /**
     * Does something with a network that is not removed meanwhile.
     *
     * @throws NotFound when it is gone
     */
    public <T> T using(Network network, Use<T> use) throws IOException {
        Lock shared = entry(network).removal.readLock();
        shared.lock();
        try {
            if (registry.byId(network.id()).isEmpty()) {
                entries.remove(network.id());
                throw new NotFound("network " + network.id() + " not found");
            }
            return use.run();
        } finally {
            shared.unlock();
        }
    }

    /** Does something while nobody uses a network. */
    <T> T alone(Network network, Use<T> use) throws IOException {
        Lock exclusive = entry(network).removal.writeLock();
        exclusive.lock();
        try {
            return use.run();
        } finally {
            exclusive.unlock();
        }
    }

    /** A bridge network with its interface, which is made if it is not there. */
    public BridgeNetwork bridge(Network network) throws IOException {
        if (network.predefined()) {
            return defaultBridge.get();
        }
        Entry entry = entry(network);
        Optional<BridgeNetwork> present = entry.bridge;
        if (present.isPresent()) {
            return present.get();
        }
        entry.making.lock();
        try {
            if (entry.bridge.isEmpty()) {
                entry.bridge = Optional.of(driver.ensure(config(network)));
            }
            return entry.bridge.get();
        } finally {
            entry.making.unlock();
        }
    }

    /** Takes a network's interface away, if it is Proa's. */
    void remove(Network network) throws IOException {
        if (network.spec().driver().equals("bridge") && !network.predefined()) {
            if (network.foreign()) {
                driver.forget(network.bridgeName());
            } else {
                driver.remove(network.bridgeName());
            }
        }
        entry(network).bridge = Optional.empty();
    }

    /** Forgets a network that is gone for good. */
    void forget(Network network) {
        entries.remove(network.id());
    }

    /** Takes away the interfaces of all networks that users made; the next engine makes them again. */
    public void removeAll() throws IOException {
        for (Network network : registry.all()) {
            boolean made = entry(network).bridge.isPresent();
            if (!network.predefined()
                    && network.spec().driver().equals("bridge")
                    && (made || host.netlink().link(network.bridgeName()).isPresent())) {
                remove(network);
            }
        }
    }

    /** Whether the host has an interface of this name. */
    boolean exists(String link) throws IOException {
        return host.netlink().link(link).isPresent();
    }

    private static BridgeConfig config(Network network) {
        BridgeOptions options = BridgeOptions.of(network.spec());
        return new BridgeConfig(
                network.id(),
                network.bridgeName(),
                gateway(network.spec().subnets(), false),
                gateway(network.spec().subnets(), true),
                options.mtu(),
                options.policy(),
                List.of(),
                List.of());
    }

    private static Optional<IpPrefix> gateway(List<NetworkSubnet> subnets, boolean version6) {
        return subnets.stream()
                .map(subnet -> new IpPrefix(
                        InetAddress.ofLiteral(subnet.gateway()),
                        IpPrefix.parse(subnet.subnet()).length()))
                .filter(gateway -> gateway.isVersion6() == version6)
                .findFirst();
    }
}
