package dev.proa.engine.query;

import dev.proa.engine.container.ContainerView;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerPaths;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Answers {@code inspect}. */
public final class ContainerInspector {
    private final ContainerPaths paths;
    private final ContainerSizes sizes;
    private final Function<Container, Map<String, String>> graph;
    private final Function<Container, List<String>> execs;
    private final Function<Container, List<NetworkEndpoint>> networks;

    /**
     * @param graph the directories of a container's file system
     * @param execs the ids of a container's running execs
     * @param networks what a container shows of its networks
     */
    public ContainerInspector(
            ContainerPaths paths,
            ContainerSizes sizes,
            Function<Container, Map<String, String>> graph,
            Function<Container, List<String>> execs,
            Function<Container, List<NetworkEndpoint>> networks) {
        this.paths = paths;
        this.sizes = sizes;
        this.graph = graph;
        this.execs = execs;
        this.networks = networks;
    }

    public ContainerView inspect(Container container, boolean size) {
        String id = container.id();
        var definition = container.definition();
        return new ContainerView(
                id,
                container.name(),
                container.created(),
                container.imageId(),
                definition.path(),
                definition.args(),
                container.state(),
                definition.config(),
                definition.host(),
                0,
                definition.runtime(),
                definition.platform(),
                networks.apply(container),
                ContainerPorts.of(container),
                execs.apply(container),
                graph.apply(container),
                paths.hostname(id),
                paths.hosts(id),
                paths.resolvConf(id),
                paths.log(id),
                size ? sizes.of(container) : null);
    }
}
