package dev.proa.network.bridge;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.address.AddressPool;

/**
 * A bridge network that is up.
 *
 * @param id the network's id
 * @param bridge the name of the bridge interface
 * @param bridgeIndex the interface's index, as long as nobody deletes it
 * @param gateway the bridge's address with the prefix length of the subnet
 * @param mtu in bytes
 */
public record BridgeNetwork(String id, String bridge, int bridgeIndex, IpPrefix gateway, int mtu) {
    /** The network's subnet. */
    public IpPrefix subnet() {
        return gateway.network();
    }

    /** The addresses for its containers. */
    public AddressPool pool() {
        return new AddressPool(gateway);
    }
}
