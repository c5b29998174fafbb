package dev.proa.linux.netlink;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IP address and how many of its leading bits name a network: an interface's address with its subnet
 * ({@code 172.17.0.1/16}), or a subnet when all other bits are zero.
 *
 * @param address version 4 or 6; a host name or scope it may carry is dropped
 * @param length 0 to 32, or 128 for version 6
 */
public record IpPrefix(InetAddress address, int length) {
    public IpPrefix {
        address = address(address.getAddress());
        if (length < 0 || length > 8 * address.getAddress().length) {
            throw new IllegalArgumentException("invalid prefix length for " + address.getHostAddress() + ": " + length);
        }
    }

    /**
     * Reads the form {@code 172.17.0.1/16}. Names are never looked up.
     *
     * @throws IllegalArgumentException when the text is of another form
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        String digits = text.substring(slash + 1);
        if (slash < 0 || !digits.matches("0|[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException("invalid CIDR address: " + text);
        }
        try {
            return new IpPrefix(InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(digits));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("invalid CIDR address: " + text, malformed);
        }
    }

    /** The subnet: this with all bits after the prefix zero. */
    public IpPrefix network() {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
        }
        return new IpPrefix(address(bytes), length);
    }

    /** The last address of the subnet; in version 4 its broadcast address. */
    public InetAddress last() {
        byte[] bytes = address.getAddress();
        for (int bit = length; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] |= (byte) (0x80 >>> bit % 8);
        }
        return address(bytes);
    }

    /** Whether the subnet holds an address; never one of the other version. */
    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && new IpPrefix(other, length).network().equals(network());
    }

    /** Whether the two subnets share an address. */
    public boolean overlaps(IpPrefix other) {
        return length <= other.length ? contains(other.address) : other.contains(address);
    }

    /** Whether this is version 6. */
    public boolean isVersion6() {
        return address.getAddress().length == 16;
    }

    /** The form {@code 172.17.0.1/16}. */
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + length;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            // Only thrown for other lengths than 4 and 16.
            throw new IllegalArgumentException(impossible);
        }
    }
}
