package dev.proa.engine.container;

import dev.proa.engine.network.EndpointRequest;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A container's place in a network. While the container does not run, all that a run brings is empty.
 *
 * @param network the network's name
 * @param networkId 64 hexadecimal digits, empty when the network has not been found yet
 * @param driver the network's
 * @param endpointId 64 hexadecimal digits
 * @param interfaceName in the container, {@code eth0}; empty for host and none
 * @param gateway IPv4 address, empty: the network leads nowhere else
 * @param address IPv4 address without prefix
 * @param gateway6 IPv6 address
 * @param address6 IPv6 address without prefix
 * @param mac {@code 02:42:ac:11:00:02}
 * @param request what the container asked of the network
 * @param sandboxKey where its network namespace is pinned
 */
@Json
public record NetworkEndpoint(
        String network,
        String networkId,
        String driver,
        String endpointId,
        String interfaceName,
        String gateway,
        String address,
        int prefixLength,
        String gateway6,
        String address6,
        int prefixLength6,
        String mac,
        EndpointRequest request,
        @Nullable String sandboxKey) {
    /** A place without addresses: in host and none, or of a container that does not run. */
    public static NetworkEndpoint without(
            EndpointRequest request, String networkId, String driver, String endpointId, @Nullable String sandboxKey) {
        return new NetworkEndpoint(
                request.network(), networkId, driver, endpointId, "", "", "", 0, "", "", 0, "", request, sandboxKey);
    }
}
