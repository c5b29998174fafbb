package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices asked of a device driver. */
@Json
public record DeviceRequest(
        @Json.Property("Driver") String driver,
        @Json.Property("Count") int count,
        @Json.Property("DeviceIDs") @Nullable List<String> deviceIds,
        @Json.Property("Capabilities") @Nullable List<List<String>> capabilities,
        @Json.Property("Options") @Nullable Map<String, String> options) {
    public DeviceRequest {
        driver = Absent.text(driver);
    }
}
