package dev.proa.network.sandbox;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A container's place on a network.
 *
 * @param networkId the network's id
 * @param interfaceName inside the container, {@code eth0}
 * @param hostInterface the other end of the cable, on the host; empty when there is none
 * @param address the container's IPv4 address, with the prefix length of the subnet
 * @param address6 its IPv6 address
 * @param gateway where the network leads on to
 * @param mac its Ethernet address
 */
public record Endpoint(
        String networkId,
        String interfaceName,
        String hostInterface,
        Optional<IpPrefix> address,
        Optional<IpPrefix> address6,
        Optional<InetAddress> gateway,
        Optional<InetAddress> gateway6,
        MacAddress mac) {}
