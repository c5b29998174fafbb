package dev.proa.network.bridge;

import dev.proa.linux.netlink.IpPrefix;

/** The nftables table of a bridge network, as a function of what the network is like. */
final class BridgeRules {
    private BridgeRules() {}

    /**
     * Commands that put the table in place of one that may be there, in one transaction.
     *
     * <p>Containers reach everything; nobody else reaches them uninvited, except the host itself, whose packets are not
     * forwarded. An accept here does not overrule a drop in a table of others: every table must let a packet pass.
     */
    static String replace(String bridge, IpPrefix subnet) {
        return delete(bridge) + """
                table inet %1$s {
                  chain forward {
                    type filter hook forward priority filter; policy accept;
                    iifname "%2$s" accept
                    oifname "%2$s" ct state established,related accept
                    oifname "%2$s" drop
                  }
                  chain postrouting {
                    type nat hook postrouting priority srcnat; policy accept;
                    ip saddr %3$s oifname != "%2$s" masquerade
                  }
                }
                """.formatted(table(bridge), bridge, subnet.network());
    }

    /** Commands that delete the table, if it is there. */
    static String delete(String bridge) {
        // Deleting what is missing fails, so it is added first; older kernels lack "destroy".
        return "add table inet %1$s\ndelete table inet %1$s\n".formatted(table(bridge));
    }

    static String table(String bridge) {
        return "proa_" + bridge;
    }
}
