package dev.proa.wire.image;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images a prune removed.
 *
 * @param spaceReclaimed bytes
 */
@Json
public record ImagesPrunedBody(
        @Json.Property("ImagesDeleted") @Nullable List<ImageDeletedBody> imagesDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {}
