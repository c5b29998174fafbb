package dev.proa.engine.networking;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.network.NetworkSpec;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.engine.network.NetworkView;
import dev.proa.network.bridge.BridgeNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is asked of networks. */
final class NetworkQueries {
    private static final Set<String> LIST_KEYS = Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

    private final NetworkRegistry networks;
    private final ContainerRegistry containers;
    private final Supplier<BridgeNetwork> bridge;

    NetworkQueries(NetworkRegistry networks, ContainerRegistry containers, Supplier<BridgeNetwork> bridge) {
        this.networks = networks;
        this.containers = containers;
        this.bridge = bridge;
    }

    List<NetworkView> list(Filters filters) {
        filters.accepting(LIST_KEYS);
        for (String type : filters.of("type")) {
            if (!type.equals("builtin") && !type.equals("custom")) {
                throw new InvalidArgument("invalid filter: 'type'='" + type + "'");
            }
        }
        return networks.all().stream()
                .sorted(Comparator.comparing(Network::created).thenComparing(Network::name))
                .filter(network -> wanted(network, filters))
                .map(this::view)
                .toList();
    }

    private boolean wanted(Network network, Filters filters) {
        return matches(filters, "driver", network.spec().driver()::equals)
                && matches(filters, "id", network.id()::startsWith)
                && matches(filters, "name", network.name()::contains)
                && matches(filters, "scope", "local"::equals)
                && matches(filters, "type", type -> type.equals("builtin") == network.predefined())
                && dangling(network, filters)
                && new LabelFilter(filters.of("label")).matches(network.spec().labels());
    }

    private boolean dangling(Network network, Filters filters) {
        return !filters.has("dangling")
                || filters.flag("dangling", false)
                        == (!network.predefined() && members(network).isEmpty());
    }

    private static boolean matches(Filters filters, String key, Predicate<String> test) {
        return !filters.has(key) || filters.of(key).stream().anyMatch(test);
    }

    NetworkView inspect(String reference) {
        return view(networks.find(reference));
    }

    private NetworkView view(Network network) {
        NetworkSpec spec = network.predefined() && network.name().equals(Network.BRIDGE)
                ? defaultBridge(network.spec())
                : network.spec();
        return new NetworkView(network.id(), network.created(), spec, network.predefined(), members(network));
    }

    private NetworkSpec defaultBridge(NetworkSpec spec) {
        BridgeNetwork up = bridge.get();
        NetworkSubnet subnet =
                new NetworkSubnet(up.subnet().toString(), up.gateway().address().getHostAddress(), "", Map.of(), true);
        return spec.withSubnets(List.of(subnet))
                .withOptions(Map.of(
                        "com.docker.network.bridge.default_bridge", "true",
                        "com.docker.network.bridge.enable_icc", "true",
                        "com.docker.network.bridge.enable_ip_masquerade", "true",
                        "com.docker.network.bridge.host_binding_ipv4", "0.0.0.0",
                        "com.docker.network.bridge.name", up.bridge(),
                        "com.docker.network.driver.mtu", Integer.toString(up.mtu())));
    }

    private List<NetworkView.Member> members(Network network) {
        List<NetworkView.Member> members = new ArrayList<>();
        for (Container container : containers.all()) {
            for (NetworkEndpoint endpoint : container.networks()) {
                if (endpoint.networkId().equals(network.id())) {
                    members.add(new NetworkView.Member(
                            container.id(),
                            container.name(),
                            endpoint.endpointId(),
                            endpoint.mac(),
                            withLength(endpoint.address(), endpoint.prefixLength()),
                            withLength(endpoint.address6(), endpoint.prefixLength6())));
                }
            }
        }
        return members;
    }

    private static String withLength(String address, int length) {
        return address.isEmpty() ? "" : address + "/" + length;
    }
}
