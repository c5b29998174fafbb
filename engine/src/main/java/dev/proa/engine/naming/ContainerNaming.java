package dev.proa.engine.naming;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.NetworkObserver;
import dev.proa.engine.lifecycle.Sandboxes.Sandbox;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.dns.NameServer;
import dev.proa.network.dns.Resolver;
import dev.proa.network.dns.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives containers in user-defined networks their names, and each of them a name server at 127.0.0.11, from its start to
 * its end.
 */
public final class ContainerNaming implements NetworkObserver, AutoCloseable {
    private static final Pattern WHOLE_ID = Pattern.compile("[0-9a-f]{64}");

    private final NameServer server = new NameServer();
    private final EtcFiles files;

    /** By container; there is one for each that is or was in a user-defined network during its run. */
    private final Map<String, Resolver> resolvers = new ConcurrentHashMap<>();

    /** @param files the containers' hosts and resolv.conf files, which follow changes of a running container's networks */
    public ContainerNaming(EtcFiles files) {
        this.files = files;
    }

    @Override
    public void starting(Container container, Sandbox sandbox) throws IOException {
        begin(container, sandbox, false);
        files.refreshLinks(container, sandbox.endpoints());
    }

    @Override
    public void adopted(Container container, Sandbox sandbox) throws IOException {
        begin(container, sandbox, sandbox.namespace() != null && files.usesEmbedded(container));
    }

    private void begin(Container container, Sandbox sandbox, boolean anyway) throws IOException {
        List<NetworkEndpoint> named =
                sandbox.endpoints().stream().filter(Names::areIn).toList();
        named.forEach(endpoint -> name(container, endpoint));
        if (anyway || !named.isEmpty()) {
            open(container, sandbox);
        }
    }

    private void name(Container container, NetworkEndpoint endpoint) {
        server.names().put(endpoint.networkId(), endpoint.network(), Names.member(container, endpoint));
    }

    private void open(Container container, Sandbox sandbox) throws IOException {
        Path namespace = sandbox.namespace();
        if (namespace == null) {
            return;
        }
        Resolver opened = server.open(new NetworkNamespace(namespace), scope(container, sandbox));
        @Nullable Resolver before = resolvers.put(container.id(), opened);
        if (before != null) {
            before.close();
        }
    }

    private static Scope scope(Container container, Sandbox sandbox) throws IOException {
        List<Scope.Membership> memberships = sandbox.endpoints().stream()
                .filter(Names::areIn)
                .sorted(Comparator.comparingInt((NetworkEndpoint endpoint) ->
                                -endpoint.request().gatewayPriority())
                        .thenComparing(NetworkEndpoint::network))
                .map(endpoint -> new Scope.Membership(
                        endpoint.networkId(), links(endpoint.request().links())))
                .toList();
        boolean leadsOn = sandbox.endpoints().stream()
                .anyMatch(endpoint ->
                        !endpoint.gateway().isEmpty() || !endpoint.gateway6().isEmpty());
        return new Scope(
                memberships,
                leadsOn ? NameServers.upstreams(container, sandbox) : List.of(),
                !NameServers.wantsDots(container));
    }

    /** {@code container:alias} or a container alone, which is called by a name or an id. */
    private static Map<String, String> links(List<String> links) {
        Map<String, String> targets = new LinkedHashMap<>();
        for (String link : links) {
            int colon = link.indexOf(':');
            String target = colon < 0 ? link : link.substring(0, colon);
            String alias = colon < 0 ? link : link.substring(colon + 1);
            targets.put(alias, WHOLE_ID.matcher(target).matches() ? Names.shortId(target) : target);
        }
        return targets;
    }

    @Override
    public void connected(Container container, Sandbox sandbox, NetworkEndpoint added) throws IOException {
        files.join(container, added);
        Resolver resolver = resolvers.get(container.id());
        if (resolver != null) {
            resolver.scope(scope(container, sandbox));
        } else if (Names.areIn(added)) {
            open(container, sandbox);
            files.useEmbedded(container);
        }
        if (Names.areIn(added)) {
            name(container, added);
        }
    }

    @Override
    public void disconnecting(Container container, Sandbox sandbox, NetworkEndpoint leaving) throws IOException {
        server.names().remove(leaving.networkId(), container.id());
        Resolver resolver = resolvers.get(container.id());
        if (resolver != null) {
            resolver.scope(scope(container, sandbox));
        }
        files.leave(container, leaving);
    }

    @Override
    public void renamed(Container container, String oldName) {
        if (container.run() != null) {
            container.networks().stream().filter(Names::areIn).forEach(endpoint -> name(container, endpoint));
        }
    }

    @Override
    public void ended(String containerId) throws IOException {
        server.names().remove(containerId);
        Resolver resolver = resolvers.remove(containerId);
        if (resolver != null) {
            resolver.close();
        }
    }

    /** Stops answering; the next engine goes on. */
    @Override
    public void close() throws IOException {
        for (Resolver resolver : resolvers.values()) {
            resolver.close();
        }
        server.close();
    }
}
