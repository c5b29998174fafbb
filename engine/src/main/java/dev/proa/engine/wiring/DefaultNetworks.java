package dev.proa.engine.wiring;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.PruneReport;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerIds;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.network.NetworkView;
import dev.proa.engine.network.Networks;
import dev.proa.engine.store.SettingTable;
import dev.proa.network.bridge.BridgeNetwork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The networks every engine has: {@code bridge}, {@code host} and {@code none}. Their ids last as long as the root. */
final class DefaultNetworks implements Networks {
    static final String BRIDGE = "bridge";
    static final String HOST = "host";
    static final String NONE = "none";

    private static final Map<String, String> DRIVERS = Map.of(BRIDGE, "bridge", HOST, "host", NONE, "null");
    private static final Set<String> LIST_KEYS = Set.of("dangling", "driver", "id", "label", "name", "scope", "type");
    private static final Set<String> PRUNE_KEYS = Set.of("label", "label!", "until");

    private final ContainerIds ids = new ContainerIds();
    private final Map<String, String> idByName = new LinkedHashMap<>();
    private final Instant created;
    private final ContainerRegistry containers;
    private final Supplier<BridgeNetwork> bridge;

    /** @param bridge the default bridge's network, perhaps waited for */
    DefaultNetworks(SettingTable settings, ContainerRegistry containers, Supplier<BridgeNetwork> bridge) {
        this.containers = containers;
        this.bridge = bridge;
        for (String name : List.of(BRIDGE, HOST, NONE)) {
            String key = "network." + name;
            String id = settings.get(key).orElseGet(() -> {
                String made = ids.next();
                settings.put(key, made);
                return made;
            });
            idByName.put(name, id);
        }
        String born = settings.get("network.created").orElseGet(() -> {
            String now = Instant.now().toString();
            settings.put("network.created", now);
            return now;
        });
        this.created = Instant.parse(born);
    }

    /** The network that a network mode means. */
    static String nameOf(String mode) {
        return mode.isEmpty() || mode.equals("default") ? BRIDGE : mode;
    }

    String idOf(String name) {
        String id = idByName.get(name);
        if (id == null) {
            throw new NotFound("network " + name + " not found");
        }
        return id;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(idByName.get(name));
    }

    String newEndpointId() {
        return ids.next();
    }

    @Override
    public List<NetworkView> list(Filters filters) {
        filters.accepting(LIST_KEYS);
        return idByName.keySet().stream()
                .filter(name -> wanted(name, filters))
                .map(this::view)
                .toList();
    }

    private boolean wanted(String name, Filters filters) {
        return matches(filters, "driver", driver(name)::equals)
                && matches(filters, "id", idOf(name)::startsWith)
                && matches(filters, "name", name::contains)
                && matches(filters, "scope", "local"::equals)
                && matches(filters, "type", "builtin"::equals)
                && !filters.flag("dangling", false)
                && new LabelFilter(filters.of("label")).matches(Map.of());
    }

    private static boolean matches(Filters filters, String key, java.util.function.Predicate<String> test) {
        return !filters.has(key) || filters.of(key).stream().anyMatch(test);
    }

    private static String driver(String name) {
        return DRIVERS.getOrDefault(name, name);
    }

    @Override
    public NetworkView inspect(String reference) {
        if (idByName.containsKey(reference)) {
            return view(reference);
        }
        List<String> found = new ArrayList<>();
        idByName.forEach((name, id) -> {
            if (!reference.isEmpty() && id.startsWith(reference)) {
                found.add(name);
            }
        });
        if (found.size() > 1) {
            throw new InvalidArgument(
                    "network " + reference + " is ambiguous (" + found.size() + " matches found on ID prefix)");
        }
        if (found.isEmpty()) {
            throw new NotFound("network " + reference + " not found");
        }
        return view(found.getFirst());
    }

    private NetworkView view(String name) {
        boolean addressed = name.equals(BRIDGE);
        return new NetworkView(
                idOf(name),
                name,
                driver(name),
                created,
                addressed ? bridge.get().subnet().toString() : "",
                addressed ? bridge.get().gateway().address().getHostAddress() : "",
                addressed ? bridgeOptions() : Map.of(),
                members(name));
    }

    private Map<String, String> bridgeOptions() {
        return Map.of(
                "com.docker.network.bridge.default_bridge", "true",
                "com.docker.network.bridge.enable_icc", "true",
                "com.docker.network.bridge.enable_ip_masquerade", "true",
                "com.docker.network.bridge.name", bridge.get().bridge(),
                "com.docker.network.driver.mtu", Integer.toString(bridge.get().mtu()));
    }

    private List<NetworkView.Member> members(String network) {
        List<NetworkView.Member> members = new ArrayList<>();
        for (Container container : containers.all()) {
            for (NetworkEndpoint endpoint : container.networks()) {
                if (endpoint.network().equals(network)) {
                    members.add(new NetworkView.Member(
                            container.id(),
                            container.name(),
                            endpoint.endpointId(),
                            endpoint.mac(),
                            endpoint.address().isEmpty() ? "" : endpoint.address() + "/" + endpoint.prefixLength()));
                }
            }
        }
        return members;
    }

    @Override
    public PruneReport prune(Filters filters) {
        filters.accepting(PRUNE_KEYS);
        // All there are is predefined, and predefined networks stay.
        return new PruneReport(List.of(), 0);
    }
}
