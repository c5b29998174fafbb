package dev.proa.linux.netlink;

/**
 * An address of an interface.
 *
 * @param link the interface's index
 * @param address the interface's own address, with the length of its subnet's prefix
 */
public record LinkAddress(int link, IpPrefix address) {}
