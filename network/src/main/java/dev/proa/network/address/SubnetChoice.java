package dev.proa.network.address;

import dev.proa.linux.netlink.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses a subnet for a network that was given none. */
public final class SubnetChoice {
    private SubnetChoice() {}

    /** Docker's default pools in their order: 172.17.0.0/16 to 172.31.0.0/16, then 192.168.0.0/20 and so on. */
    public static List<SubnetPool> defaultPools() {
        List<SubnetPool> pools = new ArrayList<>();
        for (int second = 17; second <= 31; second++) {
            pools.add(new SubnetPool(IpPrefix.parse("172." + second + ".0.0/16"), 16));
        }
        pools.add(new SubnetPool(IpPrefix.parse("192.168.0.0/16"), 20));
        return List.copyOf(pools);
    }

    /**
     * The first subnet that shares no address with a subnet in use.
     *
     * @param inUse addresses and routes of the host; default routes do not count
     */
    public static Optional<IpPrefix> firstFree(List<SubnetPool> pools, Collection<IpPrefix> inUse) {
        return pools.stream()
                .flatMap(SubnetPool::subnets)
                .filter(candidate -> inUse.stream().noneMatch(used -> used.length() > 0 && used.overlaps(candidate)))
                .findFirst();
    }

    /** A subnet of version 6 out of the prefix for local networks, with 56 random bits (RFC 4193). */
    public static IpPrefix randomLocal() {
        byte[] random = new byte[7];
        ThreadLocalRandom.current().nextBytes(random);
        byte[] address = new byte[16];
        address[0] = (byte) 0xfd;
        System.arraycopy(random, 0, address, 1, random.length);
        try {
            return new IpPrefix(InetAddress.getByAddress(address), 64);
        } catch (UnknownHostException impossible) {
            // Only thrown for other lengths than 4 and 16.
            throw new IllegalArgumentException(impossible);
        }
    }
}
