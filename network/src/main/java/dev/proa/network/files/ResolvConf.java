package dev.proa.network.files;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How names are looked up: the contents of a resolv.conf(5).
 *
 * @param nameservers addresses as they are written, IPv6 ones possibly with a zone
 * @param search domains to try
 * @param options such as {@code ndots:1}
 */
public record ResolvConf(List<String> nameservers, List<String> search, List<String> options) {
    private static final Path HOST = Path.of("/etc/resolv.conf");
    // Where systemd-resolved keeps the servers behind its own at 127.0.0.53 (systemd-resolved.service(8)).
    private static final Path BEHIND_RESOLVED = Path.of("/run/systemd/resolve/resolv.conf");
    private static final List<String> RESOLVED = List.of("127.0.0.53");
    // Docker's choice for a host whose own servers a container cannot reach.
    private static final List<String> PUBLIC = List.of("8.8.8.8", "8.8.4.4");

    public ResolvConf {
        nameservers = List.copyOf(nameservers);
        search = List.copyOf(search);
        options = List.copyOf(options);
    }

    /**
     * The host's, or what stands behind systemd-resolved if the host uses that; empty when the host has none.
     *
     * @throws IOException when it cannot be read
     */
    public static ResolvConf ofHost() throws IOException {
        ResolvConf host = read(HOST);
        return host.nameservers.equals(RESOLVED) && Files.exists(BEHIND_RESOLVED) ? read(BEHIND_RESOLVED) : host;
    }

    private static ResolvConf read(Path file) throws IOException {
        try {
            return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return new ResolvConf(List.of(), List.of(), List.of());
        }
    }

    /** Reads the text of a file. Of several search lines the last counts; what cannot be understood is left out. */
    public static ResolvConf parse(String text) {
        List<String> nameservers = new ArrayList<>();
        List<String> search = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            List<String> words = List.of(line.strip().split("\\s+", -1));
            List<String> values = words.subList(1, words.size());
            if (values.isEmpty()) {
                continue;
            }
            switch (words.getFirst()) {
                case "nameserver" -> {
                    if (isAddress(values.getFirst())) {
                        nameservers.add(values.getFirst());
                    }
                }
                case "search" -> {
                    search.clear();
                    search.addAll(values);
                }
                case "domain" -> {
                    search.clear();
                    search.add(values.getFirst());
                }
                case "options" -> options.addAll(values);
                default -> {
                    // Comments, and settings such as sortlist that nothing writes any more.
                }
            }
        }
        return new ResolvConf(nameservers, search, options);
    }

    /**
     * The same with what a user asked for: each list replaces its counterpart unless it is empty.
     *
     * @param search a single {@code .} stands for no search domains
     */
    public ResolvConf with(List<String> nameservers, List<String> search, List<String> options) {
        return new ResolvConf(
                nameservers.isEmpty() ? this.nameservers : nameservers,
                search.isEmpty()
                        ? this.search
                        : search.stream().filter(domain -> !domain.equals(".")).toList(),
                options.isEmpty() ? this.options : options);
    }

    /**
     * The same for a namespace on an IPv4 network: without loopback servers, which would be the container's own, and
     * IPv6 ones; public servers if none is left. Apply it before {@link #with}, whose servers a user vouches for.
     */
    public ResolvConf forBridge() {
        List<String> reachable = nameservers.stream()
                .filter(server -> !server.contains(":") && !server.startsWith("127."))
                .toList();
        return new ResolvConf(reachable.isEmpty() ? PUBLIC : reachable, search, options);
    }

    /** The text of a file. */
    public String render() {
        StringBuilder text = new StringBuilder();
        for (String server : nameservers) {
            text.append("nameserver ").append(server).append('\n');
        }
        if (!search.isEmpty()) {
            text.append("search ").append(String.join(" ", search)).append('\n');
        }
        if (!options.isEmpty()) {
            text.append("options ").append(String.join(" ", options)).append('\n');
        }
        return text.toString();
    }

    private static boolean isAddress(String text) {
        try {
            // A zone names an interface of the host, which need not exist here.
            int zone = text.contains(":") ? text.indexOf('%') : -1;
            InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone));
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
