package dev.proa.server.container;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.server.http.ApiVersion;
import dev.proa.server.network.NetworkReader;
import dev.proa.wire.container.ContainerConfigBody;
import dev.proa.wire.container.HostConfigBody;
import dev.proa.wire.container.NetworkingConfigBody;
import dev.proa.wire.network.EndpointSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a body says of the networks a container is to be in. */
final class EndpointsReader {
    private static final int SEVERAL_NETWORKS = 44;

    private EndpointsReader() {}

    static List<EndpointRequest> read(ContainerConfigBody body, ApiVersion version) {
        NetworkingConfigBody networking = body.networkingConfig();
        Map<String, @Nullable EndpointSettings> given = networking == null ? null : networking.endpointsConfig();
        List<EndpointRequest> requests = new ArrayList<>();
        if (given != null) {
            Map<String, @Nullable EndpointSettings> sorted = new TreeMap<>(given);
            if (version.before(SEVERAL_NETWORKS) && sorted.size() > 1) {
                throw new InvalidArgument(
                        "Container cannot be connected to network endpoints: " + String.join(", ", sorted.keySet()));
            }
            sorted.forEach((network, settings) -> requests.add(NetworkReader.request(network, settings)));
        }
        return body.macAddress().isEmpty() ? requests : withMac(requests, body);
    }

    /** Where older clients put the address of the network mode's endpoint. */
    private static List<EndpointRequest> withMac(List<EndpointRequest> requests, ContainerConfigBody body) {
        HostConfigBody host = body.hostConfig();
        String mode = host == null || host.networkMode().isEmpty() ? "default" : host.networkMode();
        if (mode.equals("host") || mode.startsWith("container:")) {
            throw new InvalidArgument("conflicting options: mac-address and the network mode");
        }
        List<EndpointRequest> all = new ArrayList<>(requests);
        EndpointRequest main = all.stream()
                .filter(request -> request.network().equals(mode))
                .findFirst()
                .orElse(EndpointRequest.of(mode));
        if (main.mac() != null && !main.mac().equals(body.macAddress())) {
            throw new InvalidArgument("the container-wide MAC address must match the endpoint-specific MAC address for"
                    + " the main network, or be left empty");
        }
        all.remove(main);
        all.addFirst(main.withMac(body.macAddress()));
        return all;
    }
}
