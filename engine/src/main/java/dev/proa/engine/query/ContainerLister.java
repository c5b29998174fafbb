package dev.proa.engine.query;

import dev.proa.engine.container.ContainerQuery;
import dev.proa.engine.container.ContainerSummary;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.image.Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers {@code ps}. */
public final class ContainerLister {
    private final ContainerRegistry registry;
    private final Function<String, Optional<Digest>> imageId;
    private final ContainerSizes sizes;
    private final Function<Container, List<NetworkEndpoint>> networks;

    /**
     * @param imageId finds an image by what a user calls it, empty when there is none
     * @param networks what a container shows of its networks
     */
    public ContainerLister(
            ContainerRegistry registry,
            Function<String, Optional<Digest>> imageId,
            ContainerSizes sizes,
            Function<Container, List<NetworkEndpoint>> networks) {
        this.registry = registry;
        this.imageId = imageId;
        this.sizes = sizes;
        this.networks = networks;
    }

    public List<ContainerSummary> list(ContainerQuery query) {
        ContainerFilter filter = new ContainerFilter(query.filters(), registry, imageId);
        List<Container> newestFirst = registry.all().stream()
                .sorted(Comparator.comparing(Container::created).reversed())
                .toList();
        Stream<Container> wanted = filter.apply(newestFirst);
        if (query.limit() > 0) {
            wanted = wanted.limit(query.limit());
        } else if (!query.all() && !filter.wantsAll()) {
            wanted = wanted.filter(container -> container.state().status().alive());
        }
        Instant now = Instant.now();
        return wanted.map(container -> summary(container, query.size(), now)).toList();
    }

    private ContainerSummary summary(Container container, boolean size, Instant now) {
        var definition = container.definition();
        return new ContainerSummary(
                container.id(),
                List.of("/" + container.name()),
                imageAsNamed(container),
                container.imageId(),
                commandLine(definition.path(), definition.args()),
                container.created(),
                container.state(),
                StatusText.of(container.state(), now),
                definition.config().labels(),
                definition.host().networkMode(),
                networks.apply(container),
                ContainerPorts.of(container),
                size ? sizes.of(container) : null);
    }

    /** The name the container was made with as long as that still means the same image, else the image's id. */
    private String imageAsNamed(Container container) {
        String name = container.definition().config().image();
        Optional<Digest> meansNow = imageId.apply(name);
        return meansNow.isPresent() && meansNow.get().equals(container.imageId())
                ? name
                : container.imageId().toString();
    }

    /** Docker quotes an argument that has a space in it. */
    private static String commandLine(String path, List<String> args) {
        StringBuilder line = new StringBuilder(path);
        for (String argument : args) {
            line.append(' ');
            if (argument.contains(" ")) {
                line.append('\'').append(argument).append('\'');
            } else {
                line.append(argument);
            }
        }
        return line.toString();
    }
}
