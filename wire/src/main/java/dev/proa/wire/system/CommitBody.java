package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** The version of a helper program. */
@Json
public record CommitBody(@Json.Property("ID") String id) {
    public CommitBody {
        id = Absent.text(id);
    }
}
