package dev.proa.engine.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's place in a network.
 *
 * @param network the network's name
 * @param networkId 64 hexadecimal digits
 * @param endpointId 64 hexadecimal digits, empty while the container does not run
 * @param address IPv4 address without prefix, empty while the container does not run or for host and none
 * @param mac {@code 02:42:ac:11:00:02}, or empty
 */
public record NetworkEndpoint(
        String network,
        String networkId,
        String endpointId,
        String gateway,
        String address,
        int prefixLength,
        String mac,
        List<String> aliases,
        @Nullable String sandboxKey) {}
