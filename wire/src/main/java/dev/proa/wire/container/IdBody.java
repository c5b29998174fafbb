package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** The id of something made. */
@Json
public record IdBody(@Json.Property("Id") String id) {
    public IdBody {
        id = Absent.text(id);
    }
}
