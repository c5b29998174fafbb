package dev.proa.network.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses as people write them: of version 6 with the longest run of zeros left out (RFC 5952). */
public final class AddressText {
    private AddressText() {}

    /** The text of an address. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += 2) {
            groups.add(Integer.toHexString(((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff)));
        }
        int longest = 0;
        int start = 0;
        for (int at = 0; at < groups.size(); at++) {
            int run = 0;
            while (at + run < groups.size() && groups.get(at + run).equals("0")) {
                run++;
            }
            if (run > longest) {
                longest = run;
                start = at;
            }
        }
        return longest < 2
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start)) + "::"
                        + String.join(":", groups.subList(start + longest, groups.size()));
    }
}
