package dev.proa.linux.netlink;

/** An interface that lives on another one. */
public sealed interface VirtualLan {
    /**
     * With an Ethernet address of its own.
     *
     * @param mode a MACVLAN_MODE_ number of linux/if_link.h
     */
    record Macvlan(int mode, MacAddress mac) implements VirtualLan {}

    /**
     * With the Ethernet address of the other one.
     *
     * @param mode an IPVLAN_MODE_ number of linux/if_link.h
     * @param flags IPVLAN_F_ bits
     */
    record Ipvlan(int mode, int flags) implements VirtualLan {}
}
