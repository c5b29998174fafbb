package dev.proa.network.port;

import dev.proa.linux.netlink.Conntrack;
import dev.proa.linux.netlink.LinkAddress;
import dev.proa.network.HostNetwork;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes UDP flows take notice of ports that were published or withdrawn. The kernel decides where a flow goes by its
 * first packet, and a client that goes on sending keeps that decision alive for ever. (A TCP client begins anew.)
 */
public final class StaleFlows {
    private static final Logger LOG = System.getLogger(StaleFlows.class.getName());
    private static final int UDP = 17;

    private final HostNetwork host;

    /** @param host whose flows; stays its owner's */
    public StaleFlows(HostNetwork host) {
        this.host = host;
    }

    /** Forgets the flows to these ports; a failure is only logged, as the ports work without. */
    public void forget(List<PortForward> forwards) {
        List<PortForward> udp = forwards.stream()
                .filter(forward -> forward.protocol() == Protocol.UDP)
                .toList();
        if (udp.isEmpty()) {
            return;
        }
        try {
            Set<InetAddress> own = host.netlink().addresses().stream()
                    .map(LinkAddress::address)
                    .map(prefix -> prefix.address())
                    .collect(Collectors.toSet());
            host.forgetFlows(
                    flow -> flow.protocol() == UDP && udp.stream().anyMatch(forward -> concerns(forward, flow, own)));
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "forget the flows of ports that changed", failure);
        }
    }

    private static boolean concerns(PortForward forward, Conntrack.Flow flow, Set<InetAddress> own) {
        return flow.destinationPort() == forward.hostPort()
                && (forward.everywhere()
                        ? own.contains(flow.destination())
                        : forward.hostAddress().equals(flow.destination()));
    }
}
