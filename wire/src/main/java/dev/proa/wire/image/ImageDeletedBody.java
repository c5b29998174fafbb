package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;

/** One step of removing an image. */
@Json
public record ImageDeletedBody(
        @Json.Property("Untagged") @Json.Serializer(OmitEmptyText.class)
        String untagged,

        @Json.Property("Deleted") @Json.Serializer(OmitEmptyText.class)
        String deleted) {
    public ImageDeletedBody {
        untagged = Absent.text(untagged);
        deleted = Absent.text(deleted);
    }
}
