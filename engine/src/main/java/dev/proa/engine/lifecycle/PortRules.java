package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.container.HostConfig;
import dev.proa.engine.container.PortPublishing;
import dev.proa.engine.container.PortPublishing.HostPort;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.network.port.PortRequest;
import dev.proa.network.port.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which ports a container publishes, read from what its user said in Docker's forms. */
public final class PortRules {
    private static final int HIGHEST = 65535;

    private PortRules() {}

    /**
     * The ports to publish, in the order of their numbers.
     *
     * @throws InvalidArgument in Docker's words when something is malformed
     */
    public static List<PortRequest> requests(HostConfig host, Set<String> exposed) {
        PortPublishing publishing = host.ports();
        Map<String, List<HostPort>> wanted = new LinkedHashMap<>();
        publishing.bindings().forEach((port, where) -> wanted.put(port, where.isEmpty() ? anywhere() : where));
        if (publishing.all()) {
            exposed.forEach(port -> wanted.putIfAbsent(port, anywhere()));
        }
        List<PortRequest> requests = new ArrayList<>();
        wanted.forEach((port, where) -> where.forEach(place -> requests.add(request(port, place))));
        requests.sort(Comparator.comparingInt(PortRequest::containerPort).thenComparing(PortRequest::protocol));
        return requests;
    }

    /**
     * Refuses what a user cannot mean.
     *
     * @return warnings
     */
    static List<String> check(ContainerConfig config, HostConfig host) {
        List<PortRequest> requests = requests(host, config.exposedPorts());
        config.exposedPorts().forEach(PortRules::containerPort);
        if (requests.isEmpty() && !host.ports().all()) {
            return List.of();
        }
        if (host.networkMode().startsWith("container:")) {
            throw new InvalidArgument("conflicting options: port publishing and the container type network mode");
        }
        return host.networkMode().equals("host") && !requests.isEmpty()
                ? List.of("Published ports are discarded when using host network mode")
                : List.of();
    }

    private static List<HostPort> anywhere() {
        return List.of(new HostPort("", ""));
    }

    private static PortRequest request(String port, HostPort where) {
        int containerPort = containerPort(port);
        Range range = where.port().isEmpty() ? new Range(0, 0) : Range.parse(where.port());
        return new PortRequest(protocol(port), containerPort, address(where.ip()), range.first(), range.last());
    }

    private static int containerPort(String port) {
        protocol(port);
        String number = number(port);
        int parsed = Range.parse(number).first();
        if (parsed == 0 || number.indexOf('-') >= 0) {
            throw new InvalidArgument("invalid port specification: \"" + number + "\"");
        }
        return parsed;
    }

    private static String number(String port) {
        return port.split("/", 2)[0];
    }

    private static Protocol protocol(String port) {
        int slash = port.indexOf('/');
        String name = slash < 0 || slash == port.length() - 1 ? "tcp" : port.substring(slash + 1);
        return Protocol.of(name).orElseThrow(() -> new InvalidArgument("invalid port specification: \"" + port + "\""));
    }

    private static Optional<InetAddress> address(String ip) {
        if (ip.isEmpty()) {
            return Optional.empty();
        }
        // Java takes 1.2.3 for 1.2.0.3, too.
        if (ip.indexOf(':') < 0 && !ip.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
            throw new InvalidArgument("invalid IP address: " + ip);
        }
        try {
            return Optional.of(InetAddress.ofLiteral(ip));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument("invalid IP address: " + ip);
        }
    }

    /** Whether one of a filter's ports ({@code 80}, {@code 80-90/udp}) is among these. */
    public static boolean anyOf(List<String> wanted, Set<String> ports) {
        return wanted.stream().flatMap(PortRules::each).anyMatch(ports::contains);
    }

    private static Stream<String> each(String filter) {
        int slash = filter.indexOf('/');
        String protocol = slash < 0 ? "tcp" : filter.substring(slash + 1);
        Range range = Range.parse(slash < 0 ? filter : filter.substring(0, slash));
        return IntStream.rangeClosed(range.first(), range.last()).mapToObj(port -> port + "/" + protocol);
    }

    private record Range(int first, int last) {
        static Range parse(String text) {
            int dash = text.indexOf('-');
            int first = number(dash < 0 ? text : text.substring(0, dash), text);
            int last = dash < 0 ? first : number(text.substring(dash + 1), text);
            if (last < first) {
                throw new InvalidArgument("invalid port specification: \"" + text + "\"");
            }
            return new Range(first, last);
        }

        private static int number(String digits, String whole) {
            if (digits.matches("[0-9]{1,5}")) {
                int number = Integer.parseInt(digits);
                if (number <= HIGHEST) {
                    return number;
                }
            }
            throw new InvalidArgument("invalid port specification: \"" + whole + "\"");
        }
    }
}
