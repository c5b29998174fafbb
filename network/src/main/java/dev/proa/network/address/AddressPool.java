package dev.proa.network.address;

import dev.proa.linux.netlink.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of a version 4 subnet that containers can have: all but the network's own, its gateway's and the
 * broadcast address.
 *
 * @param gateway the gateway's address with the prefix length of the subnet
 */
public record AddressPool(IpPrefix gateway) {
    // A subnet of 30 bits has two addresses, for the gateway and one container.
    private static final int LONGEST_PREFIX = 30;

    public AddressPool {
        if (gateway.isVersion6()) {
            throw new IllegalArgumentException("IPv6 subnets are not supported yet: " + gateway);
        }
        if (gateway.length() == 0 || gateway.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException(
                    "the prefix of a subnet for containers is 1 to " + LONGEST_PREFIX + " bits long: " + gateway);
        }
        if (gateway.address().equals(gateway.network().address())
                || gateway.address().equals(gateway.last())) {
            throw new IllegalArgumentException("the gateway is not an address of a host: " + gateway);
        }
    }

    /**
     * The pool of a subnet as a user writes it: the network's own address stands for a gateway at its first address,
     * any other is the gateway's.
     *
     * @throws IllegalArgumentException when there is no room for containers
     */
    public static AddressPool of(IpPrefix subnet) {
        if (!subnet.isVersion6() && subnet.address().equals(subnet.network().address())) {
            return new AddressPool(new IpPrefix(address(number(subnet.address()) + 1), subnet.length()));
        }
        return new AddressPool(subnet);
    }

    /** The lowest address that is free, as in Docker; empty when all are leased. */
    public Optional<InetAddress> lowestFree(Set<InetAddress> leased) {
        long last = number(gateway.last());
        for (long next = number(gateway.network().address()) + 1; next < last; next++) {
            InetAddress candidate = address(next);
            if (!candidate.equals(gateway.address()) && !leased.contains(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static long number(InetAddress address) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
    }

    private static InetAddress address(long number) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(4).putInt((int) number).array());
        } catch (UnknownHostException impossible) {
            // Only thrown for other lengths than 4 and 16.
            throw new IllegalArgumentException(impossible);
        }
    }
}
