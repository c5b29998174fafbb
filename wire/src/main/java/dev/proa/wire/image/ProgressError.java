package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitZeroInt;
import io.avaje.jsonb.Json;

/** An error within a stream of progress. */
@Json
public record ProgressError(
        @Json.Serializer(OmitZeroInt.class) int code,
        @Json.Serializer(OmitEmptyText.class) String message) {
    public ProgressError {
        message = Absent.text(message);
    }
}
