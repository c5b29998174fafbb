package dev.proa.wire.registry;

import io.avaje.jsonb.Json;

/** A repository that a search found. */
@Json
public record SearchResultBody(
        @Json.Property("star_count") long starCount,
        @Json.Property("is_official") boolean official,
        String name,
        @Json.Property("is_automated") boolean automated,
        String description) {}
