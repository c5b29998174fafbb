package dev.proa.engine.imagestore.change;

import dev.proa.engine.failure.InvalidArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code 80}, {@code 53/udp} and {@code 8000-8005/tcp} as single ports with their protocol. */
final class ExposedPorts {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");

    private ExposedPorts() {}

    static List<String> parse(String text) {
        String[] parts = text.split("/", 2);
        String protocol = parts.length == 1 || parts[1].isEmpty() ? "tcp" : parts[1].toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            throw new InvalidArgument("invalid proto: " + protocol);
        }
        String[] range = parts[0].split("-", 2);
        int first = port(range[0], text);
        int last = range.length == 1 ? first : port(range[1], text);
        if (last < first) {
            throw new InvalidArgument("invalid containerPort: " + parts[0]);
        }
        List<String> ports = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            ports.add(port + "/" + protocol);
        }
        return ports;
    }

    private static int port(String text, String whole) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535 && Character.isDigit(text.charAt(0))) {
                return port;
            }
        } catch (NumberFormatException malformed) {
            // said below
        }
        throw new InvalidArgument("invalid containerPort: " + whole);
    }
}
