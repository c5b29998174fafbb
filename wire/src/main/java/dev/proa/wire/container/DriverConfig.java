package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTextMap;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A volume driver and its options. */
@Json
public record DriverConfig(
        @Json.Property("Name") @Json.Serializer(OmitEmptyText.class)
        String name,

        @Json.Property("Options") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> options) {
    public DriverConfig {
        name = Absent.text(name);
    }
}
