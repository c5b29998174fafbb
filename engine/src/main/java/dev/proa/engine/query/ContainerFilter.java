package dev.proa.engine.query;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.lifecycle.PortRules;
import dev.proa.image.Digest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which containers of a list, newest first, a query wants; Docker's keys and their meanings.
 *
 * <p>{@code before} and {@code since} name a container of the list; {@code name} and {@code id} are regular expressions
 * found anywhere.
 */
final class ContainerFilter {
    private static final Set<String> KEYS = Set.of(
            "ancestor",
            "before",
            "exited",
            "expose",
            "health",
            "id",
            "is-task",
            "isolation",
            "label",
            "name",
            "network",
            "publish",
            "since",
            "status",
            "volume");
    private static final Set<String> HEALTH = Set.of("starting", "healthy", "unhealthy", "none");

    private final Filters filters;
    private final Set<Integer> exitCodes = new HashSet<>();
    private final Set<ContainerStatus> statuses = new HashSet<>();
    private final Set<Digest> images = new HashSet<>();
    private final List<Pattern> names;
    private final List<Pattern> ids;
    private final @Nullable Container before;
    private final @Nullable Container since;

    /** @param imageId finds an image by what a user calls it */
    ContainerFilter(Filters filters, ContainerRegistry registry, Function<String, Optional<Digest>> imageId) {
        this.filters = filters.accepting(KEYS);
        for (String code : filters.of("exited")) {
            try {
                exitCodes.add(Integer.parseInt(code));
            } catch (NumberFormatException malformed) {
                throw new InvalidArgument(
                        "invalid filter 'exited=" + code + "': strconv.Atoi: parsing \"" + code + "\": invalid syntax");
            }
        }
        for (String word : filters.of("status")) {
            statuses.add(status(word));
        }
        for (String health : filters.of("health")) {
            if (!HEALTH.contains(health)) {
                throw new InvalidArgument("invalid filter 'health=" + health
                        + "': invalid value for health (" + health
                        + "): must be one of none, starting, healthy, unhealthy");
            }
        }
        for (String ancestor : filters.of("ancestor")) {
            imageId.apply(ancestor).ifPresent(images::add);
        }
        names = patterns(filters.of("name"));
        ids = patterns(filters.of("id"));
        before = lastOf("before", registry);
        since = lastOf("since", registry);
        refusePorts("publish");
        refusePorts("expose");
        filters.flag("is-task", false);
    }

    private static ContainerStatus status(String word) {
        return Arrays.stream(ContainerStatus.values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidArgument("invalid filter 'status=" + word + "': invalid value for state ("
                        + word + "): must be one of created, running, paused, restarting, removing, exited, dead"));
    }

    private static List<Pattern> patterns(List<String> values) {
        return values.stream().map(ContainerFilter::pattern).toList();
    }

    private static Pattern pattern(String value) {
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException malformed) {
            return Pattern.compile(Pattern.quote(value));
        }
    }

    private @Nullable Container lastOf(String key, ContainerRegistry registry) {
        Container last = null;
        for (String reference : filters.of(key)) {
            last = registry.find(reference);
        }
        return last;
    }

    private void refusePorts(String key) {
        for (String port : filters.of(key)) {
            if (port.contains(":")) {
                throw new InvalidArgument("filter for '" + key + "' should not contain ':': " + port);
            }
        }
    }

    /** Whether the filter itself asks for containers that do not run. */
    boolean wantsAll() {
        return filters.has("status");
    }

    Stream<Container> apply(List<Container> newestFirst) {
        List<Container> window = newestFirst;
        if (before != null) {
            window = window.subList(indexOf(window, before) + 1, window.size());
        }
        if (since != null) {
            int end = indexOf(window, since);
            window = end < 0 ? window : window.subList(0, end);
        }
        return window.stream().filter(this::accepts);
    }

    private static int indexOf(List<Container> list, Container wanted) {
        return list.indexOf(wanted);
    }

    private boolean accepts(Container container) {
        ContainerStatus status = container.state().status();
        return found(names, container.name(), "/" + container.name())
                && found(ids, container.id())
                && new LabelFilter(filters.of("label"))
                        .matches(container.definition().config().labels())
                && (exitCodes.isEmpty()
                        || (exitCodes.contains(container.state().exitCode())
                                && !status.alive()
                                && container.state().startedAt() != null))
                && (statuses.isEmpty() || statuses.contains(status))
                && (!filters.has("ancestor") || images.contains(container.imageId()))
                && (!filters.has("health") || filters.of("health").contains("none"))
                && network(container)
                && ports(container)
                && !filters.has("volume")
                && !filters.flag("is-task", false);
    }

    private static boolean found(List<Pattern> patterns, String... subjects) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern -> Arrays.stream(subjects)
                                .anyMatch(subject -> pattern.matcher(subject).find()));
    }

    private boolean network(Container container) {
        return !filters.has("network")
                || container.wantedNetworks().stream()
                        .anyMatch(wanted -> filters.of("network")
                                        .contains(wanted.network().equals("default") ? "bridge" : wanted.network())
                                || (wanted.networkId() != null
                                        && filters.of("network").contains(wanted.networkId())));
    }

    private boolean ports(Container container) {
        var definition = container.definition();
        return (!filters.has("expose")
                        || PortRules.anyOf(
                                filters.of("expose"), definition.config().exposedPorts()))
                && (!filters.has("publish")
                        || PortRules.anyOf(
                                filters.of("publish"),
                                definition.host().ports().bindings().keySet()));
    }

    /** For callers that treat an unknown image as no image. */
    static Optional<Digest> quietly(Function<String, Digest> lookup, String reference) {
        try {
            return Optional.of(lookup.apply(reference));
        } catch (EngineException unknown) {
            return Optional.empty();
        }
    }
}
