package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** One line of a stream of progress. */
@Json
public record ProgressBody(
        @Json.Serializer(OmitEmptyText.class) String stream,
        @Json.Serializer(OmitEmptyText.class) String status,
        @Nullable ProgressDetail progressDetail,
        @Json.Serializer(OmitEmptyText.class) String progress,
        @Json.Serializer(OmitEmptyText.class) String id,
        @Nullable ProgressError errorDetail,
        @Json.Serializer(OmitEmptyText.class) String error) {
    public ProgressBody {
        stream = Absent.text(stream);
        status = Absent.text(status);
        progress = Absent.text(progress);
        id = Absent.text(id);
        error = Absent.text(error);
    }
}
