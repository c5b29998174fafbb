package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** A resource limit. */
@Json
public record Ulimit(
        @Json.Property("Name") String name,
        @Json.Property("Hard") long hard,
        @Json.Property("Soft") long soft) {
    public Ulimit {
        name = Absent.text(name);
    }
}
