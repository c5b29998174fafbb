package dev.proa.image.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Hosts and networks as texts. */
final class Hosts {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    private Hosts() {}

    /** The host of {@code host:port}, an IPv6 address without its brackets. */
    static String host(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? authority : authority.substring(1, end);
        }
        int colon = authority.lastIndexOf(':');
        return colon < 0 || authority.indexOf(':') != colon ? authority : authority.substring(0, colon);
    }

    /** Whether this is an address rather than a name, so that looking it up asks nobody. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /** Whether a network in CIDR notation has an address in it; what is no network has none. */
    static boolean contains(String network, InetAddress address) {
        int slash = network.indexOf('/');
        if (slash < 0 || !isAddress(network.substring(0, slash))) {
            return false;
        }
        try {
            byte[] prefix = InetAddress.getByName(network.substring(0, slash)).getAddress();
            byte[] bytes = address.getAddress();
            int bits = Integer.parseInt(network.substring(slash + 1));
            if (prefix.length != bytes.length || bits < 0 || bits > prefix.length * 8) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((prefix[bit / 8] & mask) != (bytes[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException | NumberFormatException malformed) {
            return false;
        }
    }
}
