package dev.proa.wire.network;

import io.avaje.jsonb.Json;

/** A network that was made. */
@Json
public record NetworkCreatedBody(
        @Json.Property("Id") String id,
        @Json.Property("Warning") String warning) {}
