package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one registry is spoken to. */
@Json
public record IndexBody(
        @Json.Property("Name") String name,
        @Json.Property("Mirrors") @Nullable List<String> mirrors,
        @Json.Property("Secure") boolean secure,
        @Json.Property("Official") boolean official) {
    public IndexBody {
        name = Absent.text(name);
    }
}
