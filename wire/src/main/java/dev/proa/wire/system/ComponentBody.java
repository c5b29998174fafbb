package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyTextMap;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of the engine. */
@Json
public record ComponentBody(
        @Json.Property("Name") String name,
        @Json.Property("Version") String version,

        @Json.Property("Details") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> details) {
    public ComponentBody {
        name = Absent.text(name);
        version = Absent.text(version);
    }
}
