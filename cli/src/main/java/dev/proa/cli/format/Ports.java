package dev.proa.cli.format;

import dev.proa.cli.json.JsonObject;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The PORTS column: {@code 0.0.0.0:80->80/tcp, 9000-9002/tcp}. */
final class Ports {
    private Ports() {}

    private record Range(long first, long last) {}

    static String display(List<JsonObject> ports) {
        if (ports.isEmpty()) {
            return "";
        }
        List<JsonObject> sorted = new ArrayList<>(ports);
        sorted.sort(Ports::compare);
        List<String> result = new ArrayList<>();
        List<String> mappings = new ArrayList<>();
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (JsonObject port : sorted) {
            long inside = port.number("PrivatePort");
            String type = port.string("Type");
            String ip = port.string("IP");
            String key = type;
            if (!ip.isEmpty()) {
                if (port.number("PublicPort") != inside) {
                    mappings.add(join(ip, Long.toString(port.number("PublicPort"))) + "->" + inside + "/" + type);
                    continue;
                }
                key = ip + "/" + type;
            }
            Range range = ranges.get(key);
            if (range == null) {
                ranges.put(key, new Range(inside, inside));
            } else if (inside == range.last + 1) {
                ranges.put(key, new Range(range.first, inside));
            } else {
                result.add(range(key, range));
                ranges.put(key, new Range(inside, inside));
            }
        }
        for (Map.Entry<String, Range> entry : ranges.entrySet()) {
            result.add(range(entry.getKey(), entry.getValue()));
        }
        result.addAll(mappings);
        return String.join(", ", result);
    }

    private static String range(String key, Range range) {
        int slash = key.indexOf('/');
        String type = key.substring(slash + 1);
        String ports = range.first == range.last ? Long.toString(range.first) : range.first + "-" + range.last;
        if (slash >= 0) {
            ports = join(key.substring(0, slash), ports) + "->" + ports;
        }
        return ports + "/" + type;
    }

    /** Host and port with brackets around an IPv6 address. */
    static String join(String host, String port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    private static int compare(JsonObject a, JsonObject b) {
        int order = Long.compare(a.number("PrivatePort"), b.number("PrivatePort"));
        if (order == 0) {
            order = Arrays.compareUnsigned(address(a.string("IP")), address(b.string("IP")));
        }
        if (order == 0) {
            order = Long.compare(a.number("PublicPort"), b.number("PublicPort"));
        }
        return order == 0 ? a.string("Type").compareTo(b.string("Type")) : order;
    }

    /** The address as 16 bytes, IPv4 mapped into IPv6; nothing sorts first. */
    private static byte[] address(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(text).getAddress();
            if (bytes.length == 16) {
                return bytes;
            }
            byte[] mapped = new byte[16];
            mapped[10] = (byte) 0xff;
            mapped[11] = (byte) 0xff;
            System.arraycopy(bytes, 0, mapped, 12, 4);
            return mapped;
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
