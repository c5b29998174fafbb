package dev.proa.network.address;

import dev.proa.linux.netlink.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of a subnet that containers can have: all but the network's own, those that are reserved, and in
 * version 4 the broadcast address.
 *
 * @param subnet the subnet, its host bits zero
 * @param range where addresses are chosen that nobody asked for: the subnet or a part of it
 * @param reserved never given to a container: the gateway's, and those the user keeps for others
 */
public record AddressPool(IpPrefix subnet, IpPrefix range, Set<InetAddress> reserved) {
    // A subnet of 30 bits has two addresses, for the gateway and one container.
    private static final int LEAST_HOST_BITS = 2;

    public AddressPool {
        int bits = 8 * subnet.address().getAddress().length;
        if (subnet.length() == 0 || subnet.length() > bits - LEAST_HOST_BITS) {
            throw new IllegalArgumentException("the prefix of a subnet for containers is 1 to "
                    + (bits - LEAST_HOST_BITS) + " bits long: " + subnet);
        }
        if (!subnet.equals(subnet.network())) {
            throw new IllegalArgumentException("not a subnet: " + subnet);
        }
        if (range.length() < subnet.length() || !subnet.contains(range.address())) {
            throw new IllegalArgumentException("the range " + range + " is not in the subnet " + subnet);
        }
        reserved = Set.copyOf(reserved);
    }

    /** All of a subnet but the gateway's address. */
    public static AddressPool behind(IpPrefix gateway) {
        IpPrefix subnet = gateway.network();
        if (gateway.address().equals(subnet.address())
                || (!gateway.isVersion6() && gateway.address().equals(gateway.last()))) {
            throw new IllegalArgumentException("the gateway is not an address of a host: " + gateway);
        }
        return new AddressPool(subnet, subnet, Set.of(gateway.address()));
    }

    /**
     * The gateway of a subnet as a user writes it: the network's own address stands for a gateway at its first address,
     * any other is the gateway's.
     */
    public static IpPrefix gatewayOf(IpPrefix subnet) {
        return subnet.address().equals(subnet.network().address())
                ? new IpPrefix(next(subnet.address()), subnet.length())
                : subnet;
    }

    /**
     * The pool behind {@link #gatewayOf}.
     *
     * @throws IllegalArgumentException when there is no room for containers
     */
    public static AddressPool of(IpPrefix subnet) {
        return behind(gatewayOf(subnet));
    }

    /** The lowest address that is free, as in Docker; empty when all are leased. */
    public Optional<InetAddress> lowestFree(Set<InetAddress> leased) {
        for (InetAddress next = range.network().address(); range.contains(next); next = next(next)) {
            if (usable(next) && !leased.contains(next)) {
                return Optional.of(next);
            }
            if (next.equals(range.last())) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Whether a container may ask for an address: it is in the subnet and means a host of its own. */
    public boolean usable(InetAddress address) {
        return subnet.contains(address)
                && !address.equals(subnet.address())
                && (subnet.isVersion6() || !address.equals(subnet.last()))
                && !reserved.contains(address);
    }

    private static InetAddress next(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (int at = bytes.length - 1; at >= 0; at--) {
            bytes[at]++;
            if (bytes[at] != 0) {
                break;
            }
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            // Only thrown for other lengths than 4 and 16.
            throw new IllegalArgumentException(impossible);
        }
    }
}
