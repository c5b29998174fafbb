package dev.proa.linux.netlink;

import dev.proa.linux.netns.NetworkNamespace;

/**
 * Two interfaces to be made as the ends of one cable: the near end up, the far end down.
 *
 * @param name the near end
 * @param master the index of the bridge the near end becomes a port of; 0 for none
 * @param mtu of both ends, in bytes
 * @param peerName the far end
 * @param peerMac the far end's Ethernet address
 * @param peerNamespace where the far end is made
 */
public record VethPair(
        String name, int master, int mtu, String peerName, MacAddress peerMac, NetworkNamespace peerNamespace) {}
