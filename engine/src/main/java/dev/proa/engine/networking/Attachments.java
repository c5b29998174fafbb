package dev.proa.engine.networking;

import dev.proa.engine.network.EndpointRequest;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.MacAddress;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.sandbox.Attachment;
import dev.proa.network.sandbox.Cable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a container's request of a network means for its sandbox. */
final class Attachments {
    private static final String PREFIX_OPTION = "com.docker.network.container_iface_prefix";

    private final LiveNetworks live;

    Attachments(LiveNetworks live) {
        this.live = live;
    }

    /** How interfaces of a network are called, but for their number. */
    static String interfacePrefix(Network network) {
        String chosen = network.spec().options().getOrDefault(PREFIX_OPTION, "");
        return chosen.isEmpty() ? "eth" : chosen;
    }

    Attachment of(Network network, EndpointRequest request, String interfaceName, boolean defaultRoute)
            throws IOException {
        Optional<MacAddress> mac = Optional.ofNullable(request.mac()).map(MacAddress::parse);
        return new Attachment(
                network.id(), cable(network), interfaceName, addresses(network, request), mac, defaultRoute);
    }

    private Cable cable(Network network) throws IOException {
        return switch (network.spec().driver()) {
            case "macvlan" -> LanOptions.of(network.spec()).macvlan();
            case "ipvlan" -> LanOptions.of(network.spec()).ipvlan();
            default -> new Cable.ToBridge(live.bridge(network));
        };
    }

    private List<Attachment.AddressRequest> addresses(Network network, EndpointRequest request) throws IOException {
        if (network.predefined()) {
            BridgeNetwork bridge = live.bridge(network);
            return Attachment.bridged(bridge).addresses();
        }
        List<Attachment.AddressRequest> addresses = new ArrayList<>();
        add(addresses, network, false, request.address());
        add(addresses, network, true, request.address6());
        return addresses;
    }

    private static void add(
            List<Attachment.AddressRequest> addresses, Network network, boolean version6, @Nullable String wanted) {
        Optional<InetAddress> address = Optional.ofNullable(wanted).map(InetAddress::ofLiteral);
        for (NetworkSubnet subnet : network.spec().subnets()) {
            IpPrefix prefix = IpPrefix.parse(subnet.subnet());
            if (prefix.isVersion6() == version6 && address.map(prefix::contains).orElse(true)) {
                Optional<InetAddress> gateway =
                        network.spec().internal() || subnet.gateway().isEmpty()
                                ? Optional.empty()
                                : Optional.of(InetAddress.ofLiteral(subnet.gateway()));
                addresses.add(new Attachment.AddressRequest(Addresses.pool(subnet), address, gateway));
                return;
            }
        }
    }
}
