package dev.proa.network.files;

import dev.proa.network.address.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A container's /etc/hosts as Docker writes it.
 *
 * @param own the container's addresses with its names
 * @param extra what the user added
 */
public record HostsFile(List<Entry> own, List<Entry> extra) {
    private static final String LOCAL = """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::\tip6-localnet
            ff00::\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters
            """;

    /**
     * One line.
     *
     * @param names at least one; the first is the canonical one
     */
    public record Entry(InetAddress address, List<String> names) {
        public Entry {
            names = List.copyOf(names);
            if (names.isEmpty() || names.stream().anyMatch(name -> !isOneWord(name))) {
                throw new IllegalArgumentException("invalid host names for " + address.getHostAddress() + ": " + names);
            }
        }

        /** The line in the file, with its end. */
        public String line() {
            return AddressText.of(address) + '\t' + String.join(" ", names) + '\n';
        }

        private static boolean isOneWord(String name) {
            return !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '#');
        }
    }

    public HostsFile {
        own = List.copyOf(own);
        extra = List.copyOf(extra);
    }

    /** The entry of a container: its host name, with the domain first if it has one. */
    public static Entry own(InetAddress address, String hostname, String domainname) {
        List<String> names = new ArrayList<>();
        if (!domainname.isEmpty()) {
            names.add(hostname + "." + domainname);
        }
        names.add(hostname);
        return new Entry(address, names);
    }

    /** The text of the file. */
    public String render() {
        StringBuilder text = new StringBuilder(LOCAL);
        extra.forEach(entry -> text.append(entry.line()));
        own.forEach(entry -> text.append(entry.line()));
        return text.toString();
    }
}
