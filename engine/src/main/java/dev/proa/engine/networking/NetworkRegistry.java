package dev.proa.engine.networking;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.ContainerIds;
import dev.proa.engine.network.NetworkSpec;
import dev.proa.engine.store.NetworkRow;
import dev.proa.engine.store.NetworkTable;
import dev.proa.engine.store.SettingTable;
import dev.proa.linux.netlink.IpPrefix;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every network there is; each change goes to the database first and then becomes visible. The ids of the predefined
 * ones last as long as the root.
 *
 * <p>Safe for use by any thread.
 */
public final class NetworkRegistry {
    private final NetworkTable table;
    private final JsonType<NetworkSpec> specs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Network> byId = new ConcurrentHashMap<>();
    private final Map<String, Network> byName = new ConcurrentHashMap<>();

    public NetworkRegistry(NetworkTable table, SettingTable settings, Jsonb json) {
        this.table = table;
        this.specs = json.type(NetworkSpec.class);
        ContainerIds ids = new ContainerIds();
        Instant born =
                Instant.parse(setting(settings, "network.created", Instant.now().toString()));
        Map.of(Network.BRIDGE, "bridge", Network.HOST, "host", Network.NONE, "null")
                .forEach((name, driver) -> {
                    String id = setting(settings, "network." + name, ids.next());
                    NetworkSpec spec =
                            new NetworkSpec(name, driver, false, false, false, List.of(), Map.of(), Map.of(), Map.of());
                    remember(new Network(id, born, spec, true, false));
                });
        for (NetworkRow row : table.all()) {
            remember(new Network(row.id(), row.created(), specs.fromJson(row.spec()), false, row.foreign()));
        }
    }

    private static String setting(SettingTable settings, String key, String otherwise) {
        return settings.get(key).orElseGet(() -> {
            settings.put(key, otherwise);
            return otherwise;
        });
    }

    /** All networks, in no particular order. */
    public List<Network> all() {
        return List.copyOf(byId.values());
    }

    /** The subnets of all networks but the default bridge's, be they up or not. */
    public List<IpPrefix> subnets() {
        return byId.values().stream()
                .flatMap(network -> network.spec().subnets().stream())
                .map(subnet -> IpPrefix.parse(subnet.subnet()))
                .toList();
    }

    /** By the whole id. */
    public Optional<Network> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** By the name. */
    public Optional<Network> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A predefined network. */
    public Network predefined(String name) {
        return byName(name).orElseThrow(() -> new IllegalStateException("no network " + name));
    }

    /**
     * Finds a network as Docker does: by full id, then by name, then by the unique beginning of an id.
     *
     * @throws NotFound when there is none
     * @throws InvalidArgument when several ids begin so
     */
    public Network find(String reference) {
        Network exact = byId.get(reference);
        if (exact == null) {
            exact = byName.get(reference);
        }
        if (exact != null) {
            return exact;
        }
        List<Network> matches = reference.isEmpty()
                ? List.of()
                : byId.values().stream()
                        .filter(network -> network.id().startsWith(reference))
                        .toList();
        if (matches.size() > 1) {
            throw new InvalidArgument(
                    "network " + reference + " is ambiguous (" + matches.size() + " matches found based on ID prefix)");
        }
        return matches.stream().findFirst().orElseThrow(() -> new NotFound("network " + reference + " not found"));
    }

    /** @throws Conflict when the name is taken; nothing has changed then */
    void add(Network network) {
        lock.lock();
        try {
            refuseTaken(network.name());
            table.insert(new NetworkRow(
                    network.id(), network.name(), network.created(), specs.toJson(network.spec()), network.foreign()));
            remember(network);
        } finally {
            lock.unlock();
        }
    }

    /** @throws Conflict when there is a network of this name */
    void refuseTaken(String name) {
        if (byName.containsKey(name)) {
            throw new Conflict("network with name " + name + " already exists");
        }
    }

    void remove(Network network) {
        lock.lock();
        try {
            table.delete(network.id());
            byId.remove(network.id());
            byName.remove(network.name(), network);
        } finally {
            lock.unlock();
        }
    }

    private void remember(Network network) {
        byId.put(network.id(), network);
        byName.put(network.name(), network);
    }
}
