package dev.proa.network.address;

import dev.proa.linux.netlink.MacAddress;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;

/** Ethernet addresses for interfaces that have an IPv4 address. */
public final class MacAddresses {
    private MacAddresses() {}

    /**
     * The address 02:42 followed by the four bytes of an IPv4 address, as Docker gives it: unique where the IPv4
     * address is, and the same again for whoever gets that next, so that no neighbour's ARP entry is stale.
     *
     * @throws IllegalArgumentException for an IPv6 address
     */
    public static MacAddress of(InetAddress address) {
        byte[] ip = address.getAddress();
        if (ip.length != 4) {
            throw new IllegalArgumentException("not an IPv4 address: " + address.getHostAddress());
        }
        return MacAddress.of(new byte[] {0x02, 0x42, ip[0], ip[1], ip[2], ip[3]});
    }

    /** An address with four random bytes, for interfaces that have no IPv4 address. */
    public static MacAddress random() {
        byte[] bytes = new byte[4];
        ThreadLocalRandom.current().nextBytes(bytes);
        return MacAddress.of(new byte[] {0x02, 0x42, bytes[0], bytes[1], bytes[2], bytes[3]});
    }
}
