package dev.proa.network.port;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A port of a container that shall be published.
 *
 * @param containerPort 1 to 65535
 * @param hostAddress where on the host; empty: at all its addresses, of both versions
 * @param first, last the host's ports of which the first free one is taken; 0 and 0: any of the ephemeral range
 */
public record PortRequest(
        Protocol protocol, int containerPort, Optional<InetAddress> hostAddress, int first, int last) {}
