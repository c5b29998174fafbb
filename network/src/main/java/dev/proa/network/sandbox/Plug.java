package dev.proa.network.sandbox;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.MacAddress;
import dev.proa.linux.netlink.RtNetlink;
import dev.proa.linux.netlink.VethPair;
import dev.proa.linux.netlink.VirtualLan;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.HostNetwork;
import dev.proa.network.address.AddressAllocator;
import dev.proa.network.address.MacAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Connects a namespace to a network and disconnects it. */
final class Plug {
    private static final int DIGITS_IN_NAME = 11;
    private static final Set<String> WITHOUT_OTHER_END = Set.of("macvlan", "ipvlan");

    private final HostNetwork host;
    private final AddressAllocator addresses;

    Plug(HostNetwork host, AddressAllocator addresses) {
        this.host = host;
        this.addresses = addresses;
    }

    /**
     * Leases addresses and makes an interface that has them.
     *
     * @param inside works in the namespace
     */
    Endpoint in(String containerId, Attachment attachment, NetworkNamespace namespace, RtNetlink inside)
            throws IOException {
        Endpoint endpoint = lease(containerId, attachment);
        String name = endpoint.interfaceName();
        switch (attachment.cable()) {
            case Cable.ToBridge(var network) -> {
                veth(new VethPair(
                        endpoint.hostInterface(),
                        network.bridgeIndex(),
                        network.mtu(),
                        name,
                        endpoint.mac(),
                        namespace));
                if (!network.policy().interContainer()) {
                    host.netlink().isolate(index(endpoint.hostInterface()));
                }
            }
            case Cable.Macvlan(String parent, int mode, int mtu) ->
                host.netlink()
                        .addVirtualLan(
                                new VirtualLan.Macvlan(mode, endpoint.mac()), index(parent), mtu, name, namespace);
            case Cable.Ipvlan(String parent, int mode, int flags, int mtu) ->
                host.netlink().addVirtualLan(new VirtualLan.Ipvlan(mode, flags), index(parent), mtu, name, namespace);
        }
        Link link = inside.link(name).orElseThrow(() -> new IOException(name + " vanished from " + namespace.path()));
        if (endpoint.address6().isPresent()) {
            enableVersion6(namespace, name);
        }
        for (IpPrefix address : addresses(endpoint)) {
            inside.addAddress(link.index(), address);
        }
        inside.setUp(link.index());
        if (attachment.defaultRoute()) {
            route(endpoint, link, inside);
        }
        return endpoint.mac().equals(link.mac().orElse(endpoint.mac())) ? endpoint : withMac(endpoint, link);
    }

    /** An ipvlan interface has its parent's address, whatever was leased. */
    private static Endpoint withMac(Endpoint endpoint, Link link) {
        return new Endpoint(
                endpoint.networkId(),
                endpoint.interfaceName(),
                endpoint.hostInterface(),
                endpoint.address(),
                endpoint.address6(),
                endpoint.gateway(),
                endpoint.gateway6(),
                link.mac().orElse(endpoint.mac()));
    }

    /** Makes an endpoint's gateways the default routes. */
    static void route(Endpoint endpoint, Link link, RtNetlink inside) throws IOException {
        if (endpoint.gateway().isPresent()) {
            inside.replaceDefaultRoute(link.index(), endpoint.gateway().get());
        }
        if (endpoint.gateway6().isPresent()) {
            inside.replaceDefaultRoute(link.index(), endpoint.gateway6().get());
        }
    }

    /** Lets a container's own packets come back to it, as to a port that is published on the host. */
    void hairpin(String containerId, String networkId) throws IOException {
        host.netlink().setHairpin(index(hostInterface(containerId, networkId)));
    }

    /** Takes the cable away, then ends the leases: until it is gone, the old namespace still answers for the address. */
    void out(String containerId, String networkId, NetworkNamespace namespace) throws IOException {
        if (!host.netlink().deleteLink(hostInterface(containerId, networkId)) && namespace.exists()) {
            removeInside(namespace, addresses.addresses(networkId, containerId));
        }
        addresses.release(networkId, containerId);
    }

    /** Somebody else may hold the namespace, so the interface does not go by itself. */
    private static void removeInside(NetworkNamespace namespace, Set<InetAddress> leased) throws IOException {
        try (RtNetlink inside = RtNetlink.openIn(namespace)) {
            List<Integer> links = inside.addresses().stream()
                    .filter(address -> leased.contains(address.address().address()))
                    .map(address -> address.link())
                    .toList();
            for (Link link : inside.links()) {
                if (links.contains(link.index()) && WITHOUT_OTHER_END.contains(link.kind())) {
                    inside.deleteLink(link.name());
                }
            }
        } catch (LinuxException failure) {
            // A file that pins nothing, left by a crash.
            if (!failure.is(Errno.EINVAL)) {
                throw failure;
            }
        }
    }

    private Endpoint lease(String containerId, Attachment attachment) throws IOException {
        Optional<IpPrefix> address = Optional.empty();
        Optional<IpPrefix> address6 = Optional.empty();
        Optional<InetAddress> gateway = Optional.empty();
        Optional<InetAddress> gateway6 = Optional.empty();
        for (Attachment.AddressRequest request : attachment.addresses()) {
            IpPrefix subnet = request.pool().subnet();
            IpPrefix leased = new IpPrefix(
                    addresses
                            .lease(attachment.networkId(), request.pool(), containerId, request.wanted())
                            .address(),
                    subnet.length());
            if (subnet.isVersion6()) {
                address6 = Optional.of(leased);
                gateway6 = request.gateway();
            } else {
                address = Optional.of(leased);
                gateway = request.gateway();
            }
        }
        Optional<MacAddress> fromAddress = address.map(IpPrefix::address).map(MacAddresses::of);
        MacAddress mac = attachment.mac().or(() -> fromAddress).orElseGet(MacAddresses::random);
        return new Endpoint(
                attachment.networkId(),
                attachment.interfaceName(),
                attachment.cable() instanceof Cable.ToBridge ? hostInterface(containerId, attachment.networkId()) : "",
                address,
                address6,
                gateway,
                gateway6,
                mac);
    }

    private void veth(VethPair pair) throws IOException {
        try {
            host.netlink().addVeth(pair);
        } catch (LinuxException failure) {
            if (!failure.is(Errno.EEXIST)) {
                throw failure;
            }
            // Left from a sandbox whose pin went with the run directory while its container held the namespace.
            host.netlink().deleteLink(pair.name());
            host.netlink().addVeth(pair);
        }
    }

    private int index(String parent) throws IOException {
        return host.netlink()
                .link(parent)
                .orElseThrow(() -> new IOException(
                        "invalid subinterface vlan name " + parent + ": there is no such interface on the host"))
                .index();
    }

    private static void enableVersion6(NetworkNamespace namespace, String link) throws IOException {
        namespace.call(() -> Files.writeString(Path.of("/proc/sys/net/ipv6/conf", link, "disable_ipv6"), "0"));
    }

    private static List<IpPrefix> addresses(Endpoint endpoint) {
        return Stream.concat(endpoint.address().stream(), endpoint.address6().stream())
                .toList();
    }

    /**
     * Follows from the ids, so that it can be found when nothing else is known. The first 44 bits of both are random,
     * so their combination is different for each container in a network and each network of a container.
     */
    static String hostInterface(String containerId, String networkId) {
        long both = prefix(containerId) ^ prefix(networkId);
        String digits = Long.toHexString(both);
        return "veth" + "0".repeat(DIGITS_IN_NAME - digits.length()) + digits;
    }

    private static long prefix(String id) {
        String digits = id.substring(0, Math.min(DIGITS_IN_NAME, id.length()));
        try {
            return Long.parseLong(digits, 16);
        } catch (NumberFormatException notHexadecimal) {
            return digits.hashCode() & 0xffff_ffffL;
        }
    }
}
