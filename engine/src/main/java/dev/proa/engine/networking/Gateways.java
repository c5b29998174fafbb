package dev.proa.engine.networking;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.network.EndpointRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of a container's networks its default route goes by, as in Docker. */
final class Gateways {
    private static final Comparator<EndpointRequest> FIRST_BEST = Comparator.comparingInt(
                    (EndpointRequest request) -> -request.gatewayPriority())
            .thenComparing(EndpointRequest::network);

    private Gateways() {}

    /** Of networks that are to be joined; none when all are internal. */
    static Optional<Joining> first(List<Joining> networks) {
        return networks.stream()
                .filter(joining -> joining.network().leadsOn())
                .min(Comparator.comparing(Joining::request, FIRST_BEST));
    }

    /** Of networks that were joined; none when all are internal. */
    static Optional<NetworkEndpoint> best(List<NetworkEndpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint ->
                        !endpoint.gateway().isEmpty() || !endpoint.gateway6().isEmpty())
                .min(Comparator.comparing(NetworkEndpoint::request, FIRST_BEST));
    }
}
