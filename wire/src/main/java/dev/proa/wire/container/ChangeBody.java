package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/**
 * A path that differs from the image.
 *
 * @param kind 0: changed, 1: added, 2: deleted
 */
@Json
public record ChangeBody(
        @Json.Property("Path") String path,
        @Json.Property("Kind") int kind) {
    public ChangeBody {
        path = Absent.text(path);
    }
}
