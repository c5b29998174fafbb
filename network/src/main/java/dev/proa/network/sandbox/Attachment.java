package dev.proa.network.sandbox;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.MacAddress;
import dev.proa.network.address.AddressPool;
import dev.proa.network.bridge.BridgeNetwork;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network that a sandbox is to be connected to. (A sandbox without any has only the loopback interface; a container
 * in the host's network has no sandbox.)
 *
 * @param networkId the network's id
 * @param interfaceName inside the sandbox, {@code eth0}
 * @param addresses at most one of each version
 * @param mac its Ethernet address; empty: one that follows from the IPv4 address
 * @param defaultRoute whether what is for no network of its own goes out here
 */
public record Attachment(
        String networkId,
        Cable cable,
        String interfaceName,
        List<AddressRequest> addresses,
        Optional<MacAddress> mac,
        boolean defaultRoute) {
    /**
     * An address that is to be leased.
     *
     * @param wanted empty: any that is free
     * @param gateway empty: the network leads nowhere else
     */
    public record AddressRequest(AddressPool pool, Optional<InetAddress> wanted, Optional<InetAddress> gateway) {}

    /** To a bridge, with any of its addresses, as {@code eth0} with the default route. */
    public static Attachment bridged(BridgeNetwork network) {
        List<AddressRequest> addresses = new ArrayList<>();
        addresses.add(behind(network.gateway()));
        network.gateway6().ifPresent(gateway -> addresses.add(behind(gateway)));
        return new Attachment(network.id(), new Cable.ToBridge(network), "eth0", addresses, Optional.empty(), true);
    }

    private static AddressRequest behind(IpPrefix gateway) {
        return new AddressRequest(AddressPool.behind(gateway), Optional.empty(), Optional.of(gateway.address()));
    }
}
