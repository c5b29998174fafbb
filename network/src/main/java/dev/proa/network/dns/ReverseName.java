package dev.proa.network.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The names by which addresses are looked up (RFC 1035 3.5, RFC 3596 2.5). */
final class ReverseName {
    private static final String VERSION_4 = ".in-addr.arpa";
    private static final String VERSION_6 = ".ip6.arpa";

    private ReverseName() {}

    /** The address that {@code 2.0.18.172.in-addr.arpa} and the like stand for; empty for any other name. */
    static Optional<InetAddress> address(String name) {
        if (name.endsWith(VERSION_4)) {
            return parse(name.substring(0, name.length() - VERSION_4.length()), 4, 10);
        }
        if (name.endsWith(VERSION_6)) {
            return parse(name.substring(0, name.length() - VERSION_6.length()), 32, 16);
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> parse(String text, int parts, int radix) {
        String[] digits = text.split("\\.", parts + 1);
        if (digits.length != parts) {
            return Optional.empty();
        }
        byte[] address = new byte[radix == 10 ? 4 : 16];
        try {
            for (int i = 0; i < parts; i++) {
                int value = Integer.parseInt(digits[parts - 1 - i], radix);
                if (value < 0 || value > (radix == 10 ? 255 : 15) || digits[parts - 1 - i].startsWith("+")) {
                    return Optional.empty();
                }
                if (radix == 10) {
                    address[i] = (byte) value;
                } else {
                    address[i / 2] |= (byte) (i % 2 == 0 ? value << 4 : value);
                }
            }
            return Optional.of(InetAddress.getByAddress(address));
        } catch (NumberFormatException | UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
