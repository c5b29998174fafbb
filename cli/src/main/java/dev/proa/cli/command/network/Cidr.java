package dev.proa.cli.command.network;

import dev.proa.cli.CliException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An address with the length of its network's prefix: {@code 10.1.2.3/8}. */
record Cidr(InetAddress address, int length) {
    /**
     * Parses one.
     *
     * @throws CliException with Go's wording
     */
    static Cidr parse(String text) throws CliException {
        int slash = text.indexOf('/');
        InetAddress address = slash < 0 ? null : address(text.substring(0, slash));
        int length = slash < 0 ? -1 : number(text.substring(slash + 1));
        if (address == null || length < 0 || length > address.getAddress().length * 8) {
            throw new CliException("invalid CIDR address: " + text);
        }
        return new Cidr(address, length);
    }

    /** An address, or null for a text that is none. */
    static @Nullable InetAddress address(String text) {
        try {
            return text.isEmpty() ? null : InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 3) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(text);
    }

    boolean contains(@Nullable InetAddress other) {
        if (other == null) {
            return false;
        }
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
