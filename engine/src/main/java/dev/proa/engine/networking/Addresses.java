package dev.proa.engine.networking;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.address.AddressPool;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/** Addresses and subnets as users write them. Names are never looked up. */
final class Addresses {
    private Addresses() {}

    /** @throws InvalidArgument with this text when it is not an address */
    static InetAddress parse(String text, String otherwise) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument(otherwise);
        }
    }

    /** @throws InvalidArgument with this text when it is not an address with a prefix length */
    static IpPrefix prefix(String text, String otherwise) {
        try {
            return IpPrefix.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument(otherwise);
        }
    }

    static boolean isVersion6(InetAddress address) {
        return address.getAddress().length == 16;
    }

    /** The addresses of a subnet whose gateway is settled. */
    static AddressPool pool(NetworkSubnet given) {
        IpPrefix subnet = IpPrefix.parse(given.subnet());
        IpPrefix range = given.range().isEmpty() ? subnet : IpPrefix.parse(given.range());
        Set<InetAddress> reserved = new HashSet<>();
        if (!given.gateway().isEmpty()) {
            reserved.add(InetAddress.ofLiteral(given.gateway()));
        }
        given.auxiliary().values().forEach(address -> reserved.add(InetAddress.ofLiteral(address)));
        return new AddressPool(subnet, range, reserved);
    }
}
