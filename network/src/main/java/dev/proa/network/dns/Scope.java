package dev.proa.network.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one container may ask for.
 *
 * @param networks those it is in, the one with its default route first: the first that knows a name answers
 * @param upstreams who is asked about everything else, in this order; empty: nobody, as in internal networks
 * @param forwardsSingleLabels whether names without a dot go upstream too; Docker keeps them when the user set ndots,
 *     so that the client goes on with its search domains
 */
public record Scope(List<Membership> networks, List<Upstream> upstreams, boolean forwardsSingleLabels) {
    /**
     * A network of the container.
     *
     * @param links names that only this container uses, and whose they really are
     */
    public record Membership(String networkId, Map<String, String> links) {
        public Membership {
            links = links.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            link -> link.getKey().toLowerCase(Locale.ROOT),
                            link -> link.getValue().toLowerCase(Locale.ROOT),
                            (first, _) -> first));
        }
    }

    /**
     * A name server.
     *
     * @param fromHost whether it is asked from the host's namespace and not from the container's: it listens on the
     *     host's own loopback interface, or its address has a zone there
     */
    public record Upstream(InetAddress address, boolean fromHost) {}

    public Scope {
        networks = List.copyOf(networks);
        upstreams = List.copyOf(upstreams);
    }
}
