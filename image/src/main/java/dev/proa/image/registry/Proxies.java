package dev.proa.image.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which proxy a request goes through, by the variables that programs on Unix agree on: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY} and {@code NO_PROXY}, also in lower case. Nothing on the loopback goes through one.
 */
final class Proxies extends ProxySelector {
    private static final int DEFAULT_PORT = 3128;

    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI target) {
        String host = Hosts.host(String.valueOf(target.getRawAuthority()));
        String proxy = variable("https".equals(target.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (proxy.isEmpty() || isDirect(host, target.getPort())) {
            return List.of(Proxy.NO_PROXY);
        }
        URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port)));
    }

    private String variable(String name) {
        String lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return lower.isEmpty() ? environment.getOrDefault(name, "") : lower;
    }

    private boolean isDirect(String host, int port) {
        if (host.equals("localhost")) {
            return true;
        }
        InetAddress address = null;
        if (Hosts.isAddress(host)) {
            try {
                address = InetAddress.getByName(host);
                if (address.isLoopbackAddress()) {
                    return true;
                }
            } catch (UnknownHostException malformed) {
                return false;
            }
        }
        for (String listed : variable("NO_PROXY").split(",", -1)) {
            String entry = listed.strip().toLowerCase(Locale.ROOT);
            if (entry.equals("*")
                    || (address != null && Hosts.contains(entry, address))
                    || isNamed(entry, host.toLowerCase(Locale.ROOT), port)) {
                return true;
            }
        }
        return false;
    }

    /** {@code example.com} is that host and all below it, {@code .example.com} only those below. */
    private static boolean isNamed(String entry, String host, int port) {
        String name = Hosts.host(entry);
        if (name.isEmpty() || (!name.equals(entry) && !entry.endsWith(":" + port))) {
            return false;
        }
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return host.equals(domain) || host.endsWith(domain.startsWith(".") ? domain : "." + domain);
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // The request's own failure tells of it.
    }
}
