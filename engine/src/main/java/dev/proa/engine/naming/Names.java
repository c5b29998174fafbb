package dev.proa.engine.naming;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.networking.Network;
import dev.proa.network.dns.NetworkNames;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** What a container is called in a network. */
final class Names {
    private static final int SHORT_ID = 12;

    private Names() {}

    /** Whether containers have names in the network of this place: in those that users made. */
    static boolean areIn(NetworkEndpoint endpoint) {
        return switch (endpoint.network()) {
            case Network.BRIDGE, Network.HOST, Network.NONE -> false;
            default -> true;
        };
    }

    static List<InetAddress> addresses(NetworkEndpoint endpoint) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : List.of(endpoint.address(), endpoint.address6())) {
            if (!address.isEmpty()) {
                addresses.add(InetAddress.ofLiteral(address));
            }
        }
        return addresses;
    }

    static NetworkNames.Member member(Container container, NetworkEndpoint endpoint) {
        List<String> names = new ArrayList<>();
        names.add(container.name());
        names.addAll(endpoint.request().aliases());
        names.add(shortId(container.id()));
        String hostname = container.definition().config().hostname();
        if (hostname != null && !hostname.isEmpty()) {
            names.add(hostname);
        }
        return new NetworkNames.Member(container.id(), names, addresses(endpoint));
    }

    static String shortId(String id) {
        return id.substring(0, SHORT_ID);
    }
}
