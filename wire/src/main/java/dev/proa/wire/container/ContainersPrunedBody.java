package dev.proa.wire.container;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The containers a prune removed.
 *
 * @param spaceReclaimed bytes
 */
@Json
public record ContainersPrunedBody(
        @Json.Property("ContainersDeleted") @Nullable List<String> containersDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {}
