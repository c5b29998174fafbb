package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container's health and its last probes. */
@Json
public record HealthBody(
        @Json.Property("Status") String status,
        @Json.Property("FailingStreak") int failingStreak,
        @Json.Property("Log") @Nullable List<HealthResult> log) {
    public HealthBody {
        status = Absent.text(status);
    }
}
