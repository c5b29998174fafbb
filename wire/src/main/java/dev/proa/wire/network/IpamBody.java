package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a network gives out addresses. */
@Json
public record IpamBody(
        @Json.Property("Driver") String driver,
        @Json.Property("Options") @Nullable Map<String, String> options,
        @Json.Property("Config") @Nullable List<IpamPool> config) {
    public IpamBody {
        driver = Absent.text(driver);
    }
}
