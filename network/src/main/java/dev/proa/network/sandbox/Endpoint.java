package dev.proa.network.sandbox;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.MacAddress;
import java.net.InetAddress;

/**
 * A container's place on a network, as inspect shows it.
 *
 * @param networkId the network's id
 * @param interfaceName inside the container, {@code eth0}
 * @param hostInterface the other end of the cable, on the host
 * @param address the container's address, with the prefix length of the subnet
 * @param gateway its default route
 * @param mac its Ethernet address
 */
public record Endpoint(
        String networkId,
        String interfaceName,
        String hostInterface,
        IpPrefix address,
        InetAddress gateway,
        MacAddress mac) {}
