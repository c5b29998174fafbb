package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The log driver of a container and its options. */
@Json
public record LogConfig(
        @Json.Property("Type") String type,
        @Json.Property("Config") @Nullable Map<String, String> config) {
    public LogConfig {
        type = Absent.text(type);
    }
}
