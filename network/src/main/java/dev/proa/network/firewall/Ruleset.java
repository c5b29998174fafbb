package dev.proa.network.firewall;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.port.PortForward;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of the firewall table: rules that never change, and sets and maps whose elements say which networks and
 * published ports there are. What the rules are for is told in docs/networking.md.
 *
 * @param table the table's name, in the family inet
 */
record Ruleset(String table) {
    // Names of bridges are checked by BridgeConfig, everything else here is a number.
    private static final String SETS = """
              set bridges { type ifname; }
              set internal { type ifname; }
              set isolated { type ifname; }
              set talking { type ifname . ifname; }
              set sources4 { type ifname . ipv4_addr; flags interval; }
              set sources6 { type ifname . ipv6_addr; flags interval; }
              set masqueraded4 { type ipv4_addr; flags interval; }
              set masqueraded6 { type ipv6_addr; flags interval; }
              map ports4 { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; }
              map ports6 { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service; }
              map anywhere4 { type inet_proto . inet_service : ipv4_addr . inet_service; }
              map anywhere6 { type inet_proto . inet_service : ipv6_addr . inet_service; }
            """;
    private static final Map<String, String> CHAINS = chains();

    /**
     * Every packet passes the chains of the type filter, only a flow's first those of the type nat. So forged sources are
     * found by the route back (as rp_filter does, which IPv6 lacks) and not in sources4: a pair in an interval set is
     * looked up so slowly that 2 GiB through a published port took 1.2 s instead of 1.0.
     */
    private static final String RULES = """
              chain published {
                dnat ip to ip daddr . meta l4proto . th dport map @ports4
                dnat ip to meta l4proto . th dport map @anywhere4
                dnat ip6 to ip6 daddr . meta l4proto . th dport map @ports6
                dnat ip6 to meta l4proto . th dport map @anywhere6
              }
              chain from_container {
                ip daddr 127.0.0.0/8 drop
                ip6 saddr { ::, fe80::/10 } return
                fib saddr . iif oif missing drop
              }
              chain to_container {
                ct state established,related accept
                ct status dnat accept
                drop
              }
              chain raw {
                iifname @bridges jump from_container
              }
              chain prerouting {
                ip daddr 127.0.0.0/8 return
                iifname @isolated return
                fib daddr type local jump published
              }
              chain output {
                ip6 daddr ::1 return
                fib daddr type local jump published
              }
              chain forward {
                iifname . oifname @talking accept
                iifname @internal drop
                oifname @internal drop
                oifname @bridges jump to_container
              }
              chain postrouting {
                oifname @bridges ip saddr 127.0.0.0/8 masquerade
                oifname . ip saddr @sources4 ct status dnat masquerade
                oifname . ip6 saddr @sources6 ct status dnat masquerade
                ip saddr @masqueraded4 oifname . ip saddr != @sources4 masquerade
                ip6 saddr @masqueraded6 oifname . ip6 saddr != @sources6 masquerade
              }
            """;

    private static Map<String, String> chains() {
        Map<String, String> chains = new LinkedHashMap<>();
        chains.put("published", "");
        chains.put("from_container", "");
        chains.put("to_container", "");
        chains.put("raw", "type filter hook prerouting priority raw; policy accept;");
        chains.put("prerouting", "type nat hook prerouting priority dstnat; policy accept;");
        chains.put("output", "type nat hook output priority -100; policy accept;");
        chains.put("forward", "type filter hook forward priority filter; policy accept;");
        chains.put("postrouting", "type nat hook postrouting priority srcnat; policy accept;");
        return chains;
    }

    /** Commands that delete the table, if it is there. */
    String delete() {
        // Deleting what is missing fails, so it is added first; older kernels lack "destroy".
        return "add table inet %1$s\ndelete table inet %1$s\n".formatted(table);
    }

    /** Commands that put the rules in place and leave elements that are there. */
    String rules() {
        StringBuilder text = new StringBuilder("table inet " + table + " {\n" + SETS);
        CHAINS.forEach((chain, hook) ->
                text.append("  chain ").append(chain).append(" { ").append(hook).append(" }\n"));
        text.append("}\n");
        CHAINS.keySet()
                .forEach(chain -> text.append("flush chain inet ")
                        .append(table)
                        .append(' ')
                        .append(chain)
                        .append('\n'));
        return text.append("table inet ")
                .append(table)
                .append(" {\n")
                .append(RULES)
                .append("}\n")
                .toString();
    }

    /** Commands that put a table with just these elements in place of one that may be there. */
    String replace(Collection<BridgeNetwork> networks, Collection<PortForward> ports) {
        return delete() + rules() + add(networks, ports);
    }

    String add(Collection<BridgeNetwork> networks, Collection<PortForward> ports) {
        Map<String, List<String>> elements = new LinkedHashMap<>();
        networks.forEach(network -> elements(network, elements));
        ports.forEach(port -> element(port, true, elements));
        return commands("add", elements);
    }

    String remove(Collection<BridgeNetwork> networks, Collection<PortForward> ports) {
        Map<String, List<String>> elements = new LinkedHashMap<>();
        networks.forEach(network -> elements(network, elements));
        ports.forEach(port -> element(port, false, elements));
        return commands("delete", elements);
    }

    private String commands(String verb, Map<String, List<String>> elements) {
        StringBuilder text = new StringBuilder();
        elements.forEach((set, values) -> text.append(verb)
                .append(" element inet ")
                .append(table)
                .append(' ')
                .append(set)
                .append(" { ")
                .append(String.join(", ", values))
                .append(" }\n"));
        return text.toString();
    }

    private static void elements(BridgeNetwork network, Map<String, List<String>> into) {
        String bridge = '"' + network.bridge() + '"';
        add(into, "bridges", bridge);
        if (network.policy().internal()) {
            add(into, "internal", bridge);
        }
        if (network.policy().interContainer()) {
            add(into, "talking", bridge + " . " + bridge);
        } else {
            add(into, "isolated", bridge);
        }
        String subnet = network.gateway().network().toString();
        add(into, "sources4", bridge + " . " + subnet);
        boolean masquerade = network.policy().masquerade() && !network.policy().internal();
        if (masquerade) {
            add(into, "masqueraded4", subnet);
        }
        network.gateway6().map(IpPrefix::network).map(IpPrefix::toString).ifPresent(subnet6 -> {
            add(into, "sources6", bridge + " . " + subnet6);
            if (masquerade) {
                add(into, "masqueraded6", subnet6);
            }
        });
    }

    private static void element(PortForward port, boolean value, Map<String, List<String>> into) {
        if (!port.translatable()) {
            return;
        }
        String key = port.protocol() + " . " + port.hostPort();
        if (!port.everywhere()) {
            key = port.hostAddress().getHostAddress() + " . " + key;
        }
        String map = (port.everywhere() ? "anywhere" : "ports") + (port.isVersion6() ? "6" : "4");
        String target = " : " + port.address().getHostAddress() + " . " + port.port();
        add(into, map, value ? key + target : key);
    }

    private static void add(Map<String, List<String>> elements, String set, String element) {
        elements.computeIfAbsent(set, _ -> new ArrayList<>()).add(element);
    }
}
