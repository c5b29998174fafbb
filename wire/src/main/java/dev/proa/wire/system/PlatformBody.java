package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** The product's name. */
@Json
public record PlatformBody(@Json.Property("Name") String name) {
    public PlatformBody {
        name = Absent.text(name);
    }
}
