package dev.proa.linux.netlink;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A unicast route.
 *
 * @param destination of length 0 for a default route
 * @param gateway absent when the destination is on the link itself
 * @param link the index of the outgoing interface; 0 when there is none or several
 * @param table 254 for the main one
 */
public record Route(IpPrefix destination, Optional<InetAddress> gateway, int link, int table) {}
