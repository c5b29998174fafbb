package dev.proa.engine.networking;

import dev.proa.engine.failure.Forbidden;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.network.NetworkSpec;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.HostNetwork;
import dev.proa.network.address.AddressPool;
import dev.proa.network.address.SubnetChoice;
import dev.proa.network.address.SubnetPool;
import dev.proa.network.bridge.BridgeNetwork;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Checks the subnets that a user gives a network, and chooses those that the user leaves open. */
final class SubnetAssignment {
    private final NetworkRegistry networks;
    private final HostNetwork host;
    private final Supplier<BridgeNetwork> defaultBridge;
    private final List<SubnetPool> pools;

    /** @param pools where subnets are chosen from, in order */
    SubnetAssignment(
            NetworkRegistry networks, HostNetwork host, Supplier<BridgeNetwork> defaultBridge, List<SubnetPool> pools) {
        this.networks = networks;
        this.host = host;
        this.defaultBridge = defaultBridge;
        this.pools = pools;
    }

    /**
     * Begins a choice that other engines do not interfere with, until the result is closed. For one thread at a time.
     */
    Closeable choosing() throws IOException {
        // It makes a choice of its own, which could not begin any more.
        BridgeNetwork _ = defaultBridge.get();
        return host.choosing();
    }

    /**
     * The subnets of a network that is to be made.
     *
     * @throws InvalidArgument for what cannot be meant
     * @throws Forbidden when one overlaps another network's
     */
    List<NetworkSubnet> assign(NetworkSpec spec) throws IOException {
        List<NetworkSubnet> assigned = new ArrayList<>();
        List<IpPrefix> ofNetworks = ofNetworks();
        for (NetworkSubnet given : spec.subnets()) {
            NetworkSubnet complete = given.subnet().isEmpty() ? chosen(given, assigned) : complete(spec, given);
            IpPrefix subnet = IpPrefix.parse(complete.subnet());
            if (ofNetworks.stream().anyMatch(subnet::overlaps)) {
                throw new Forbidden("invalid pool request: Pool overlaps with other one on this address space");
            }
            ofNetworks.add(subnet);
            assigned.add(complete);
        }
        if (assigned.stream().allMatch(SubnetAssignment::isVersion6)) {
            assigned.addFirst(chosen(new NetworkSubnet("", "", "", Map.of(), true), assigned));
        }
        if (spec.ipv6() && assigned.stream().noneMatch(SubnetAssignment::isVersion6)) {
            assigned.add(chosen6(assigned));
        }
        if (!spec.ipv6() && assigned.stream().anyMatch(SubnetAssignment::isVersion6)) {
            assigned.removeIf(SubnetAssignment::isVersion6);
        }
        if (spec.driver().equals("bridge")) {
            long version6 =
                    assigned.stream().filter(SubnetAssignment::isVersion6).count();
            if (version6 > 1 || assigned.size() - version6 > 1) {
                throw new Forbidden("bridge driver doesn't support multiple subnets");
            }
        }
        return assigned;
    }

    private static boolean isVersion6(NetworkSubnet subnet) {
        return subnet.subnet().indexOf(':') >= 0;
    }

    private List<IpPrefix> ofNetworks() {
        List<IpPrefix> taken = new ArrayList<>(networks.subnets());
        taken.add(defaultBridge.get().subnet());
        return taken;
    }

    private NetworkSubnet complete(NetworkSpec spec, NetworkSubnet given) {
        IpPrefix subnet = Addresses.prefix(
                given.subnet(),
                "invalid network config:\ninvalid subnet " + given.subnet() + ": invalid CIDR block notation");
        if (!subnet.equals(subnet.network())) {
            throw new InvalidArgument(
                    "invalid network config:\ninvalid subnet " + given.subnet() + ": it should be " + subnet.network());
        }
        if (!given.range().isEmpty()) {
            IpPrefix range = Addresses.prefix(
                    given.range(),
                    "invalid network config:\ninvalid ip-range " + given.range() + ": invalid CIDR block notation");
            if (range.length() < subnet.length() || !subnet.contains(range.address())) {
                throw new InvalidArgument("invalid network config:\ninvalid ip-range " + given.range()
                        + ": parent subnet " + given.subnet() + " doesn't contain ip-range");
            }
        }
        Map<String, String> auxiliary = new HashMap<>();
        given.auxiliary().forEach((name, address) -> {
            inside(subnet, address, "auxiliary address");
            auxiliary.put(name, address);
        });
        String gateway = given.gateway();
        if (!gateway.isEmpty()) {
            inside(subnet, gateway, "gateway");
            gateway = Ip.text(InetAddress.ofLiteral(gateway));
        } else if (spec.driver().equals("bridge") || !spec.internal()) {
            gateway = gateway(subnet, given.range(), auxiliary.values().stream().toList());
        }
        NetworkSubnet complete = new NetworkSubnet(text(subnet), gateway, given.range(), Map.copyOf(auxiliary), false);
        try {
            Addresses.pool(complete);
        } catch (IllegalArgumentException tooSmall) {
            throw new InvalidArgument("invalid subnet " + given.subnet() + ": " + tooSmall.getMessage());
        }
        return complete;
    }

    private static void inside(IpPrefix subnet, String address, String what) {
        String wrong = "invalid network config:\ninvalid " + what + " " + address + ": ";
        InetAddress parsed = Addresses.parse(address, wrong + "invalid address");
        if (!subnet.contains(parsed)) {
            throw new InvalidArgument(wrong + "parent subnet " + text(subnet) + " doesn't contain this address");
        }
    }

    /** The first address that is nobody's, as Docker chooses it: of the range, if there is one. */
    private static String gateway(IpPrefix subnet, String range, List<String> taken) {
        Set<InetAddress> reserved = new java.util.HashSet<>();
        taken.forEach(address -> reserved.add(InetAddress.ofLiteral(address)));
        try {
            Optional<InetAddress> first = new AddressPool(
                            subnet, range.isEmpty() ? subnet : IpPrefix.parse(range), reserved)
                    .lowestFree(Set.of());
            return first.map(Ip::text)
                    .orElseThrow(() -> new InvalidArgument("no available addresses for a gateway in " + subnet));
        } catch (IllegalArgumentException tooSmall) {
            throw new InvalidArgument("invalid subnet " + text(subnet) + ": " + tooSmall.getMessage());
        }
    }

    private NetworkSubnet chosen(NetworkSubnet given, List<NetworkSubnet> beside) throws IOException {
        if (!given.gateway().isEmpty() || !given.range().isEmpty()) {
            throw new InvalidArgument(
                    "invalid network config:\ninvalid subnet \"\": a gateway or an ip-range needs one");
        }
        List<IpPrefix> inUse = inUse(beside);
        IpPrefix subnet = SubnetChoice.firstFree(pools, inUse)
                .orElseThrow(() -> new Internal("all predefined address pools have been fully subnetted", null));
        return automatic(subnet);
    }

    /** Of the prefix for local networks (RFC 4193), by chance. */
    private NetworkSubnet chosen6(List<NetworkSubnet> beside) throws IOException {
        List<IpPrefix> inUse = inUse(beside);
        while (true) {
            IpPrefix subnet = SubnetChoice.randomLocal();
            if (inUse.stream().noneMatch(subnet::overlaps)) {
                return automatic(subnet);
            }
        }
    }

    private static NetworkSubnet automatic(IpPrefix subnet) {
        return new NetworkSubnet(text(subnet), gateway(subnet, "", List.of()), "", Map.of(), true);
    }

    private List<IpPrefix> inUse(List<NetworkSubnet> beside) throws IOException {
        List<IpPrefix> inUse = ofNetworks();
        inUse.addAll(host.subnetsInUse());
        beside.forEach(subnet -> inUse.add(IpPrefix.parse(subnet.subnet())));
        return inUse;
    }

    private static String text(IpPrefix subnet) {
        return Ip.text(subnet.address()) + "/" + subnet.length();
    }
}
