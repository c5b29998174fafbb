package dev.proa.engine.container;

import dev.proa.engine.network.EndpointRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container to be made.
 *
 * @param name with or without the leading slash, null: the engine makes one up
 * @param endpoints the networks to be in, that of the network mode included or not
 * @param platform {@code os/arch}, null: the host's
 */
public record ContainerRequest(
        @Nullable String name,
        @Nullable String platform,
        ContainerConfig config,
        HostConfig host,
        List<EndpointRequest> endpoints) {}
