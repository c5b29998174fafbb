package dev.proa.network.sandbox;

import dev.proa.network.bridge.BridgeNetwork;

/** What an interface of a sandbox is plugged into. */
public sealed interface Cable {
    /** A veth pair whose other end is a port of a bridge. */
    record ToBridge(BridgeNetwork network) implements Cable {}

    /**
     * An interface with an Ethernet address of its own on one of the host's.
     *
     * @param parent the host's interface
     * @param mode a MACVLAN_MODE_ number of linux/if_link.h
     * @param mtu in bytes; 0: the parent's
     */
    record Macvlan(String parent, int mode, int mtu) implements Cable {}

    /**
     * An interface that shares the Ethernet address of one of the host's.
     *
     * @param parent the host's interface
     * @param mode an IPVLAN_MODE_ number of linux/if_link.h
     * @param flags IPVLAN_F_ bits of linux/if_link.h
     * @param mtu in bytes; 0: the parent's
     */
    record Ipvlan(String parent, int mode, int flags, int mtu) implements Cable {}
}
