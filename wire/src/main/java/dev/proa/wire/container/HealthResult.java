package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** One probe of a container's health. */
@Json
public record HealthResult(
        @Json.Property("Start") String start,
        @Json.Property("End") String end,
        @Json.Property("ExitCode") int exitCode,
        @Json.Property("Output") String output) {
    public HealthResult {
        start = Absent.text(start);
        end = Absent.text(end);
        output = Absent.text(output);
    }
}
