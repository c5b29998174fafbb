package dev.proa.server.container;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.wire.container.NetworkSettingsBody;
import dev.proa.wire.container.PortBinding;
import dev.proa.wire.network.EndpointSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's place in its networks. */
final class NetworkWriter {
    private NetworkWriter() {}

    static Map<String, EndpointSettings> endpoints(List<NetworkEndpoint> networks) {
        Map<String, EndpointSettings> endpoints = new LinkedHashMap<>();
        for (NetworkEndpoint network : networks) {
            endpoints.put(network.network(), endpoint(network));
        }
        return endpoints;
    }

    private static EndpointSettings endpoint(NetworkEndpoint network) {
        @Nullable List<String> aliases = network.aliases().isEmpty() ? null : network.aliases();
        return new EndpointSettings(
                null,
                null,
                aliases,
                network.mac(),
                null,
                0,
                network.networkId(),
                network.endpointId(),
                network.gateway(),
                network.address(),
                network.prefixLength(),
                "",
                "",
                0,
                aliases);
    }

    /** The fields at the top are the default bridge's: clients older than networks look there. */
    static NetworkSettingsBody settings(List<NetworkEndpoint> networks, Map<String, List<PortBinding>> ports) {
        String sandboxKey = "";
        NetworkEndpoint bridge = new NetworkEndpoint("", "", "", "", "", 0, "", List.of(), null);
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
                bridge.endpointId(),
                bridge.gateway(),
                "",
                0,
                bridge.address(),
                bridge.prefixLength(),
                "",
                bridge.mac(),
                endpoints(networks));
    }
}
