package dev.proa.engine.naming;

import dev.proa.engine.container.HostConfig;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.Sandboxes.Sandbox;
import dev.proa.network.dns.Resolver;
import dev.proa.network.dns.Scope;
import dev.proa.network.files.ResolvConf;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Who a container asks for names: what its resolv.conf says, and who the name server at 127.0.0.11 asks in turn. */
final class NameServers {
    private static final String NDOTS = "ndots:";

    private NameServers() {}

    /** The resolv.conf of a container in no user-defined network: the host's servers, or those the user named. */
    static ResolvConf direct(Container container, boolean ownNamespace) throws IOException {
        HostConfig host = container.definition().host();
        ResolvConf servers = ResolvConf.ofHost();
        if (ownNamespace) {
            servers = servers.forBridge();
        }
        return servers.with(host.dns(), host.dnsSearch(), host.dnsOptions());
    }

    /** The resolv.conf of a container that asks the name server in its namespace. */
    static ResolvConf embedded(Container container) throws IOException {
        ResolvConf conf = withUsers(container);
        List<String> options = new ArrayList<>(conf.options());
        if (options.stream().noneMatch(option -> option.startsWith(NDOTS))) {
            // Names without dots are asked for as they are first: most of them are containers'.
            options.add(NDOTS + "0");
        }
        return new ResolvConf(List.of(Resolver.ADDRESS), conf.search(), options);
    }

    private static ResolvConf withUsers(Container container) throws IOException {
        HostConfig host = container.definition().host();
        return ResolvConf.ofHost().with(host.dns(), host.dnsSearch(), host.dnsOptions());
    }

    /**
     * Who is asked about names that are no container's: the host's servers, or those the user named. The host's own on
     * its loopback interface, and those of version 6 when the container has no such address, are asked from the host.
     */
    static List<Scope.Upstream> upstreams(Container container, Sandbox sandbox) throws IOException {
        boolean given = !container.definition().host().dns().isEmpty();
        boolean version6 = sandbox.endpoints().stream()
                .anyMatch(endpoint -> !endpoint.address6().isEmpty());
        ResolvConf conf = withUsers(container);
        List<String> servers = conf.nameservers().isEmpty() ? conf.forBridge().nameservers() : conf.nameservers();
        List<Scope.Upstream> upstreams = new ArrayList<>();
        for (String server : servers) {
            try {
                InetAddress address = InetAddress.ofLiteral(server);
                boolean hosts = address.isLoopbackAddress() || (address instanceof Inet6Address && !version6);
                upstreams.add(new Scope.Upstream(address, !given && hosts));
            } catch (IllegalArgumentException unknownZone) {
                // It names an interface that the host does not have: nobody can be asked by it.
            }
        }
        return upstreams;
    }

    /** Whether the user or the host wants names without dots to be tried with search domains first. */
    static boolean wantsDots(Container container) throws IOException {
        return withUsers(container).options().stream()
                .anyMatch(option -> option.startsWith(NDOTS) && !option.equals(NDOTS + "0"));
    }
}
