package dev.proa.cli.command.container;

import dev.proa.cli.CliException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code --publish [ip:][host port:]port[/protocol]} and {@code --expose}, with ranges of ports. */
final class PortSpecs {
    private final Map<String, Object> exposed = new LinkedHashMap<>();
    private final Map<String, List<Object>> bindings = new LinkedHashMap<>();

    /** From the values of {@code --publish}. */
    static PortSpecs of(List<String> published) throws CliException {
        PortSpecs specs = new PortSpecs();
        for (String text : published) {
            specs.publish(text.indexOf('=') >= 0 ? standard(text) : text);
        }
        return specs;
    }

    Map<String, Object> exposed() {
        return exposed;
    }

    Map<String, List<Object>> bindings() {
        return bindings;
    }

    void expose(String text) throws CliException {
        if (text.indexOf(':') >= 0) {
            throw new CliException("invalid port format for --expose: " + text);
        }
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        Range range;
        try {
            range = Range.of(slash < 0 ? text : text.substring(0, slash));
        } catch (IllegalArgumentException e) {
            throw new CliException("invalid range format for --expose: " + text + ", error: " + e.getMessage());
        }
        for (int port = range.first; port <= range.last; port++) {
            exposed.putIfAbsent(port + "/" + protocol, Map.of());
        }
    }

    /** {@code published=8080,target=80,protocol=tcp} as {@code 8080:80/tcp}. */
    private static String standard(String text) throws CliException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("protocol", "tcp");
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw new CliException("invalid publish opts format (should be name=value but got '" + part + "')");
            }
            parameters.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return parameters.getOrDefault("published", "") + ":" + parameters.getOrDefault("target", "") + "/"
                + parameters.get("protocol");
    }

    private void publish(String text) throws CliException {
        String rest = text;
        String ip = "";
        if (rest.startsWith("[")) {
            int end = rest.indexOf("]:");
            if (end < 0) {
                throw new CliException("invalid IP address: " + text);
            }
            ip = rest.substring(1, end);
            rest = rest.substring(end + 2);
        }
        String[] parts = rest.split(":", -1);
        String container = parts[parts.length - 1];
        String host = parts.length > 1 ? parts[parts.length - 2] : "";
        if (parts.length > 2) {
            ip = String.join(":", List.of(parts).subList(0, parts.length - 2));
        }
        int slash = container.indexOf('/');
        String protocol = slash < 0 ? "tcp" : container.substring(slash + 1).toLowerCase(Locale.ROOT);
        container = slash < 0 ? container : container.substring(0, slash);
        if (!ip.isEmpty()) {
            try {
                InetAddress.ofLiteral(ip);
            } catch (IllegalArgumentException _) {
                throw new CliException("invalid IP address: " + ip);
            }
            // Java takes 1.2.3 for 1.2.0.3, too.
            if (ip.indexOf(':') < 0 && !ip.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
                throw new CliException("invalid IP address: " + ip);
            }
        }
        if (container.isEmpty()) {
            throw new CliException("no port specified: " + text + "<empty>");
        }
        switch (protocol) {
            case "tcp", "udp", "sctp" -> {}
            default -> throw new CliException("invalid proto: " + protocol);
        }
        bind(ip, host, container, protocol);
    }

    private void bind(String ip, String host, String container, String protocol) throws CliException {
        Range inside;
        try {
            inside = Range.of(container);
        } catch (IllegalArgumentException _) {
            throw new CliException("invalid containerPort: " + container);
        }
        Range outside = new Range(0, 0);
        if (!host.isEmpty()) {
            try {
                outside = Range.of(host);
            } catch (IllegalArgumentException _) {
                throw new CliException("invalid hostPort: " + host);
            }
            // A range for one port lets the daemon choose one that is free.
            if (inside.size() != outside.size() && inside.size() != 1) {
                throw new CliException(
                        "invalid ranges specified for container and host Ports: " + container + " and " + host);
            }
        }
        for (int i = 0; i < inside.size(); i++) {
            String port = (inside.first + i) + "/" + protocol;
            String hostPort = host.isEmpty()
                    ? ""
                    : inside.size() == 1 && outside.size() > 1
                            ? outside.first + "-" + outside.last
                            : Integer.toString(outside.first + i);
            Map<String, Object> binding = new LinkedHashMap<>();
            binding.put("HostIp", ip);
            binding.put("HostPort", hostPort);
            exposed.putIfAbsent(port, Map.of());
            bindings.computeIfAbsent(port, _ -> new ArrayList<>()).add(binding);
        }
    }

    /** Ports in a row. */
    private record Range(int first, int last) {
        static Range of(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("empty string specified for ports");
            }
            int dash = text.indexOf('-');
            int first = port(dash < 0 ? text : text.substring(0, dash));
            int last = dash < 0 ? first : port(text.substring(dash + 1));
            if (last < first) {
                throw new IllegalArgumentException("invalid range specified for port: " + text);
            }
            return new Range(first, last);
        }

        private static int port(String text) {
            int port;
            try {
                port = Integer.parseInt(text);
            } catch (NumberFormatException _) {
                throw new IllegalArgumentException("strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
            }
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("strconv.ParseUint: parsing \"" + text + "\": value out of range");
            }
            return port;
        }

        int size() {
            return last - first + 1;
        }
    }
}
