package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A volume. */
@Json
public record VolumeBody(
        @Json.Property("CreatedAt") @Json.Serializer(OmitEmptyText.class)
        String createdAt,

        @Json.Property("Driver") String driver,
        @Json.Property("Labels") @Nullable Map<String, String> labels,
        @Json.Property("Mountpoint") String mountpoint,
        @Json.Property("Name") String name,
        @Json.Property("Options") @Nullable Map<String, String> options,
        @Json.Property("Scope") String scope,
        @Json.Property("UsageData") @Nullable VolumeUsage usageData) {
    public VolumeBody {
        createdAt = Absent.text(createdAt);
        driver = Absent.text(driver);
        mountpoint = Absent.text(mountpoint);
        name = Absent.text(name);
        scope = Absent.text(scope);
    }
}
