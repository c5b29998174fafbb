package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a container is doing, or how its last run ended.
 *
 * @param startedAt RFC 3339, year 1: never
 * @param finishedAt RFC 3339, year 1: never
 */
@Json
public record StateBody(
        @Json.Property("Status") String status,
        @Json.Property("Running") boolean running,
        @Json.Property("Paused") boolean paused,
        @Json.Property("Restarting") boolean restarting,
        @Json.Property("OOMKilled") boolean oomKilled,
        @Json.Property("Dead") boolean dead,
        @Json.Property("Pid") int pid,
        @Json.Property("ExitCode") int exitCode,
        @Json.Property("Error") String error,
        @Json.Property("StartedAt") String startedAt,
        @Json.Property("FinishedAt") String finishedAt,
        @Json.Property("Health") @Nullable HealthBody health) {
    public StateBody {
        status = Absent.text(status);
        error = Absent.text(error);
        startedAt = Absent.text(startedAt);
        finishedAt = Absent.text(finishedAt);
    }
}
