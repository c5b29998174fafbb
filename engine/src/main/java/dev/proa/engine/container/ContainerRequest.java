package dev.proa.engine.container;

import org.jspecify.annotations.Nullable;

/**
 * A container to be made.
 *
 * @param name with or without the leading slash, null: the engine makes one up
 * @param platform {@code os/arch}, null: the host's
 */
public record ContainerRequest(
        @Nullable String name, @Nullable String platform, ContainerConfig config, HostConfig host) {}
