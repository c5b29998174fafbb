package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.container.PublishedPort;
import dev.proa.engine.network.EndpointRequest;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database remembers of a container's present.
 *
 * @param run null between runs
 * @param networks its place in its networks during the current run, empty between runs
 * @param ports its ports that can be reached on the host, null and empty between runs
 * @param wanted the networks it is to be in whenever it runs, null: that of its network mode
 * @param removing whether its removal had begun: it is finished when the engine comes back
 */
@Json
public record SavedState(
        ContainerState state,
        @Nullable SavedRun run,
        List<NetworkEndpoint> networks,
        @Nullable List<EndpointRequest> wanted,
        boolean removing,
        @Nullable List<PublishedPort> ports) {}
