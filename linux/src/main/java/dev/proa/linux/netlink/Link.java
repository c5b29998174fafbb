package dev.proa.linux.netlink;

import java.util.Optional;

/**
 * A network interface.
 *
 * @param index its number in its namespace
 * @param kind such as {@code bridge} or {@code veth}; empty for hardware and loopback
 * @param up whether it is switched on
 * @param mtu in bytes
 * @param mac absent for interfaces without an Ethernet address
 * @param master the index of the bridge it is a port of; 0 for none
 */
public record Link(int index, String name, String kind, boolean up, int mtu, Optional<MacAddress> mac, int master) {}
