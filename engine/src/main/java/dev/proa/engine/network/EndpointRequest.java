package dev.proa.engine.network;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container asks of a network it is to be in.
 *
 * @param network the network's name, id or a beginning of one, as the user said; its name once it has been found
 * @param networkId the network's id, once it has been found: another network of the same name is not meant
 * @param aliases further names of the container in this network
 * @param links {@code container:alias}: names of other containers that only this one uses
 * @param address the IPv4 address it wants, null: any
 * @param address6 the IPv6 address it wants, null: any
 * @param mac {@code 02:42:ac:11:00:02}, null: one that follows from the address
 * @param gatewayPriority the default route is by the network with the highest; of equals by the first name
 */
@Json
public record EndpointRequest(
        String network,
        @Nullable String networkId,
        List<String> aliases,
        List<String> links,
        @Nullable String address,
        @Nullable String address6,
        @Nullable String mac,
        int gatewayPriority) {
    /** A request for nothing but to be in a network. */
    public static EndpointRequest of(String network) {
        return new EndpointRequest(network, null, List.of(), List.of(), null, null, null, 0);
    }

    /** The same for a network that was found. */
    public EndpointRequest in(String name, @Nullable String id) {
        return new EndpointRequest(name, id, aliases, links, address, address6, mac, gatewayPriority);
    }

    /** The same with an Ethernet address. */
    public EndpointRequest withMac(String other) {
        return new EndpointRequest(network, networkId, aliases, links, address, address6, other, gatewayPriority);
    }
}
