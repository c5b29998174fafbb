package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** Why waiting failed. */
@Json
public record WaitError(@Json.Property("Message") String message) {
    public WaitError {
        message = Absent.text(message);
    }
}
