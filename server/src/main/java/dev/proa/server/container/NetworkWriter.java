package dev.proa.server.container;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.server.http.ApiVersion;
import dev.proa.wire.container.NetworkSettingsBody;
import dev.proa.wire.container.PortBinding;
import dev.proa.wire.network.EndpointIpamConfig;
import dev.proa.wire.network.EndpointSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A container's place in its networks. */
final class NetworkWriter {
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");
    private static final int SHORT_ID = 12;
    private static final int NAMES_APART = 45;

    private final List<NetworkEndpoint> networks;
    private final String containerName;
    private final String containerId;
    private final @Nullable String hostname;
    private final ApiVersion version;

    /**
     * @param hostname null: not told
     * @param version that of the request: older clients find all names among the aliases
     */
    NetworkWriter(
            List<NetworkEndpoint> networks,
            String containerName,
            String containerId,
            @Nullable String hostname,
            ApiVersion version) {
        this.networks = networks;
        this.containerName = containerName;
        this.containerId = containerId;
        this.hostname = hostname;
        this.version = version;
    }

    Map<String, EndpointSettings> endpoints() {
        Map<String, EndpointSettings> endpoints = new LinkedHashMap<>();
        for (NetworkEndpoint network : networks) {
            endpoints.put(network.network(), endpoint(network));
        }
        return endpoints;
    }

    private EndpointSettings endpoint(NetworkEndpoint network) {
        EndpointRequest request = network.request();
        String mac = network.mac().isEmpty() && request.mac() != null ? request.mac() : network.mac();
        return new EndpointSettings(
                addresses(request),
                request.links().isEmpty() ? null : request.links(),
                aliases(network),
                mac,
                null,
                request.gatewayPriority(),
                network.networkId(),
                network.endpointId(),
                network.gateway(),
                network.address(),
                network.prefixLength(),
                network.gateway6(),
                network.address6(),
                network.prefixLength6(),
                dnsNames(network));
    }

    private static @Nullable EndpointIpamConfig addresses(EndpointRequest request) {
        if (request.address() == null && request.address6() == null) {
            return null;
        }
        return new EndpointIpamConfig(orEmpty(request.address()), orEmpty(request.address6()), null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private @Nullable List<String> aliases(NetworkEndpoint network) {
        List<String> aliases = new ArrayList<>(network.request().aliases());
        if (version.before(NAMES_APART) && named(network)) {
            addOwn(aliases);
        }
        return aliases.isEmpty() ? null : aliases.stream().distinct().toList();
    }

    private @Nullable List<String> dnsNames(NetworkEndpoint network) {
        if (!named(network) || network.endpointId().isEmpty()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        names.add(containerName);
        names.addAll(network.request().aliases());
        addOwn(names);
        return names.stream().distinct().toList();
    }

    private void addOwn(List<String> names) {
        names.add(containerId.substring(0, SHORT_ID));
        if (hostname != null && !hostname.isEmpty()) {
            names.add(hostname);
        }
    }

    private static boolean named(NetworkEndpoint network) {
        return !PREDEFINED.contains(network.network());
    }

    /** The fields at the top are the default bridge's: clients older than networks look there. */
    NetworkSettingsBody settings(Map<String, List<PortBinding>> ports) {
        String sandboxKey = "";
        @Nullable NetworkEndpoint bridge = null;
        for (NetworkEndpoint network : networks) {
            if (network.sandboxKey() != null) {
                sandboxKey = network.sandboxKey();
            }
            if (network.network().equals("bridge")) {
                bridge = network;
            }
        }
        return new NetworkSettingsBody(
                "",
                sandboxKey.substring(sandboxKey.lastIndexOf('/') + 1),
                sandboxKey,
                ports,
                false,
                "",
                0,
                null,
                null,
                bridge == null ? "" : bridge.endpointId(),
                bridge == null ? "" : bridge.gateway(),
                bridge == null ? "" : bridge.address6(),
                bridge == null ? 0 : bridge.prefixLength6(),
                bridge == null ? "" : bridge.address(),
                bridge == null ? 0 : bridge.prefixLength(),
                bridge == null ? "" : bridge.gateway6(),
                bridge == null ? "" : bridge.mac(),
                endpoints());
    }
}
