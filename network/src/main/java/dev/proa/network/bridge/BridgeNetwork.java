package dev.proa.network.bridge;

import dev.proa.linux.netlink.IpPrefix;
import java.util.Optional;

/**
 * A bridge network that is up.
 *
 * @param id the network's id
 * @param bridge the name of the bridge interface
 * @param bridgeIndex the interface's index, as long as nobody deletes it
 * @param gateway the bridge's address with the prefix length of the subnet
 * @param gateway6 the same of version 6, for networks that have it
 * @param mtu in bytes
 */
public record BridgeNetwork(
        String id,
        String bridge,
        int bridgeIndex,
        IpPrefix gateway,
        Optional<IpPrefix> gateway6,
        int mtu,
        BridgePolicy policy) {
    /** The network's IPv4 subnet. */
    public IpPrefix subnet() {
        return gateway.network();
    }
}
