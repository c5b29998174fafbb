package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.container.ContainerRequest;
import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.CreatedContainer;
import dev.proa.engine.container.HostConfig;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.runtime.spec.DockerDefaults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** {@code create}: checks a request, merges it with its image, and writes one row. */
public final class CreateContainer {
    private static final int NAME_ATTEMPTS = 30;

    private final ContainerRegistry registry;
    private final ImageSource images;
    private final ContainerEvents events;
    private final RequestRules rules;
    private final NetworkRules networkRules;
    private final Privileges privileges;
    private final String defaultRuntime;
    private final ContainerIds ids = new ContainerIds();
    private final RandomGenerator random = RandomGenerator.getDefault();

    public CreateContainer(
            ContainerRegistry registry,
            ImageSource images,
            ContainerEvents events,
            NetworkRules networkRules,
            Privileges privileges,
            LogRules logs,
            Set<String> runtimes,
            String defaultRuntime) {
        this.registry = registry;
        this.images = images;
        this.events = events;
        this.rules = new RequestRules(runtimes, logs);
        this.networkRules = networkRules;
        this.privileges = privileges;
        this.defaultRuntime = defaultRuntime;
    }

    public CreatedContainer create(ContainerRequest given) {
        @Nullable
        String name = given.name() == null || given.name().isEmpty() ? null : ContainerNames.parse(given.name());
        ContainerRequest request = networkRules.check(rules.check(given));
        List<String> warnings = new ArrayList<>(privileges.check(request.host()));
        try (ImageSource.Held image = images.hold(request.config().image(), request.platform())) {
            String id = ids.next();
            ContainerConfig merged =
                    ConfigMerge.merge(request.config(), image.config().config());
            warnings.addAll(PortRules.check(merged, request.host()));
            Container container =
                    add(id, name, image, definition(id, merged, request.host(), image), networkRules.wanted(request));
            events.publish(container, "create");
            return new CreatedContainer(id, warnings);
        }
    }

    private Container add(
            String id,
            @Nullable String name,
            ImageSource.Held image,
            ContainerDefinition definition,
            List<EndpointRequest> wantedNetworks) {
        for (int attempt = 0; ; attempt++) {
            String candidate = name != null ? name : ContainerNames.makeUp(random, attempt);
            Container container = new Container(
                    id,
                    candidate,
                    Instant.now(),
                    image.id(),
                    image.layers(),
                    definition,
                    ContainerState.CREATED,
                    List.of(),
                    wantedNetworks);
            try {
                registry.add(container);
                return container;
            } catch (Conflict taken) {
                if (name != null || attempt == NAME_ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private ContainerDefinition definition(String id, ContainerConfig merged, HostConfig host, ImageSource.Held image) {
        List<String> command = new ArrayList<>();
        if (merged.entrypoint() != null) {
            command.addAll(merged.entrypoint());
        }
        if (merged.cmd() != null) {
            command.addAll(merged.cmd());
        }
        if (command.isEmpty()) {
            throw new InvalidArgument("no command specified");
        }
        @Nullable String hostname = merged.hostname();
        ContainerConfig config =
                hostname == null || hostname.isEmpty() ? merged.withHostname(defaultHostname(id, host)) : merged;
        String runtime = host.runtime() == null || host.runtime().isEmpty() ? defaultRuntime : host.runtime();
        return new ContainerDefinition(
                command.getFirst(),
                List.copyOf(command.subList(1, command.size())),
                config,
                withPaths(host),
                runtime,
                image.config().platform().os());
    }

    /** The paths that are hidden or protected stand in the container, so that inspect shows what was in force. */
    private static HostConfig withPaths(HostConfig host) {
        List<String> masked = host.privileged() ? List.of() : DockerDefaults.MASKED_PATHS;
        List<String> readonly = host.privileged() ? List.of() : DockerDefaults.READONLY_PATHS;
        return host.withPaths(
                host.maskedPaths() == null ? masked : host.maskedPaths(),
                host.readonlyPaths() == null ? readonly : host.readonlyPaths());
    }

    private static String defaultHostname(String id, HostConfig host) {
        return host.networkMode().equals("host") || host.utsMode().equals("host")
                ? HostName.current()
                : id.substring(0, ContainerIds.SHORT);
    }
}
