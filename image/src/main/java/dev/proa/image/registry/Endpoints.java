package dev.proa.image.registry;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Where a registry may be found, in the order to try. */
final class Endpoints {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    private final RegistryConfig config;

    Endpoints(RegistryConfig config) {
        this.config = config;
    }

    /** Where a registry's images are looked for first. */
    List<RegistryEndpoint> mirrors(RegistryName registry) {
        List<RegistryEndpoint> endpoints = new ArrayList<>();
        if (registry.isHub()) {
            for (URI mirror : config.mirrors()) {
                String text = mirror.toString();
                URI base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
                String authority = String.valueOf(base.getRawAuthority());
                endpoints.add(new RegistryEndpoint(base, isInsecure(authority), true));
            }
        }
        return endpoints;
    }

    /** Whether a {@code host:port} may be spoken to without proof of who it is. */
    boolean isInsecure(String authority) {
        String host = Hosts.host(authority);
        if (config.insecure().contains(authority) || config.insecure().contains(host)) {
            return true;
        }
        List<String> networks = new ArrayList<>(LOOPBACK);
        config.insecure().stream().filter(entry -> entry.contains("/")).forEach(networks::add);
        for (InetAddress address : addresses(host, networks.size() > LOOPBACK.size())) {
            if (networks.stream().anyMatch(network -> Hosts.contains(network, address))) {
                return true;
            }
        }
        return false;
    }

    /** Only where some network is listed are names looked up: a public registry's name need not be resolved twice. */
    private static List<InetAddress> addresses(String host, boolean resolve) {
        if (!resolve && !host.equals("localhost") && !Hosts.isAddress(host)) {
            return List.of();
        }
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
