package dev.proa.wire.image;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The build cache a prune removed.
 *
 * @param spaceReclaimed bytes
 */
@Json
public record BuildCachePrunedBody(
        @Json.Property("CachesDeleted") @Nullable List<String> cachesDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {}
