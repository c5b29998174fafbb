package dev.proa.wire.registry;

import dev.proa.wire.image.ProgressDetail;
import io.avaje.jsonb.Json;

/** The line of a push's progress that programs read: what the tag is at the registry now. */
@Json
public record PushedBody(ProgressDetail progressDetail, Aux aux) {
    /** @param size of the manifest in bytes */
    @Json
    public record Aux(
            @Json.Property("Tag") String tag,
            @Json.Property("Digest") String digest,
            @Json.Property("Size") long size) {}
}
