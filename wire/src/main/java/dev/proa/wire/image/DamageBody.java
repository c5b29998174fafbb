package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;

/**
 * A blob or layer that is damaged or missing.
 *
 * @param kind {@code blob} or {@code layer}
 */
@Json
public record DamageBody(
        @Json.Property("Kind") String kind,
        @Json.Property("ID") String id,
        @Json.Property("Images") List<String> images,
        @Json.Property("Problems") List<String> problems) {
    public DamageBody {
        kind = Absent.text(kind);
        id = Absent.text(id);
        images = Absent.list(images);
        problems = Absent.list(problems);
    }
}
