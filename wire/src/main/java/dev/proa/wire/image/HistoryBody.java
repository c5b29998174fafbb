package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an image's history.
 *
 * @param created seconds since 1970
 * @param size bytes
 */
@Json
public record HistoryBody(
        @Json.Property("Id") String id,
        @Json.Property("Created") long created,
        @Json.Property("CreatedBy") String createdBy,
        @Json.Property("Tags") @Nullable List<String> tags,
        @Json.Property("Size") long size,
        @Json.Property("Comment") String comment) {
    public HistoryBody {
        id = Absent.text(id);
        createdBy = Absent.text(createdBy);
        comment = Absent.text(comment);
    }
}
