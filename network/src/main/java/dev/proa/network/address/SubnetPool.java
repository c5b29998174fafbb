package dev.proa.network.address;

import dev.proa.linux.netlink.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Subnets of one size.
 *
 * @param base what they are taken out of, of version 4
 * @param size the length of each one's prefix
 */
public record SubnetPool(IpPrefix base, int size) {
    // A subnet of 30 bits has two addresses, for the gateway and one container.
    private static final int LONGEST = 30;
    private static final int BITS = 32;

    public SubnetPool {
        if (base.isVersion6()) {
            throw new IllegalArgumentException("subnets of version 6 are chosen by chance: " + base);
        }
        if (size < base.length() || size > LONGEST || size == 0) {
            throw new IllegalArgumentException(
                    "the size of a subnet is between that of its pool, " + base + ", and " + LONGEST + ": " + size);
        }
        base = base.network();
    }

    /** The subnets, the lowest first. */
    Stream<IpPrefix> subnets() {
        long first = Integer.toUnsignedLong(
                ByteBuffer.wrap(base.address().getAddress()).getInt());
        return LongStream.range(0, 1L << (size - base.length()))
                .mapToObj(number -> new IpPrefix(address(first + (number << (BITS - size))), size));
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
