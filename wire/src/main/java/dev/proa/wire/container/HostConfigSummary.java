package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTextMap;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a list of containers tells of their host configuration. */
@Json
public record HostConfigSummary(
        @Json.Property("NetworkMode") @Json.Serializer(OmitEmptyText.class)
        String networkMode,

        @Json.Property("Annotations") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> annotations) {
    public HostConfigSummary {
        networkMode = Absent.text(networkMode);
    }
}
