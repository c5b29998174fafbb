package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a storage driver keeps something. */
@Json
public record GraphDriverBody(
        @Json.Property("Data") @Nullable Map<String, String> data,
        @Json.Property("Name") String name) {
    public GraphDriverBody {
        name = Absent.text(name);
    }
}
