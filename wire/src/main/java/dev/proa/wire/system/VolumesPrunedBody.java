package dev.proa.wire.system;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The volumes a prune removed.
 *
 * @param spaceReclaimed bytes
 */
@Json
public record VolumesPrunedBody(
        @Json.Property("VolumesDeleted") @Nullable List<String> volumesDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {}
