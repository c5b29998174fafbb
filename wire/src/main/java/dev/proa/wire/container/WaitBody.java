package dev.proa.wire.container;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** How a container's run ended. */
@Json
public record WaitBody(
        @Json.Property("Error") @Nullable WaitError error,
        @Json.Property("StatusCode") long statusCode) {}
