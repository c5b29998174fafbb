package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** What went wrong. */
@Json
public record ErrorBody(String message) {
    public ErrorBody {
        message = Absent.text(message);
    }
}
