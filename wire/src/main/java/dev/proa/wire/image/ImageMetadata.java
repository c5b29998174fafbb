package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/**
 * What the engine knows of an image besides its contents.
 *
 * @param lastTagTime RFC 3339, year 1: never
 */
@Json
public record ImageMetadata(@Json.Property("LastTagTime") String lastTagTime) {
    public ImageMetadata {
        lastTagTime = Absent.text(lastTagTime);
    }
}
