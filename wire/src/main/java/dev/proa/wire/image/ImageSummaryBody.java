package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitZeroLong;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list of images.
 *
 * @param created seconds since 1970
 * @param size bytes
 * @param sharedSize bytes, -1: not measured
 * @param virtualSize before API 1.44
 * @param containers -1: not counted
 */
@Json
public record ImageSummaryBody(
        @Json.Property("Id") String id,
        @Json.Property("ParentId") String parentId,
        @Json.Property("RepoTags") List<String> repoTags,
        @Json.Property("RepoDigests") List<String> repoDigests,
        @Json.Property("Created") long created,
        @Json.Property("Size") long size,
        @Json.Property("SharedSize") long sharedSize,

        @Json.Property("VirtualSize") @Json.Serializer(OmitZeroLong.class)
        long virtualSize,

        @Json.Property("Labels") @Nullable Map<String, String> labels,
        @Json.Property("Containers") long containers) {
    public ImageSummaryBody {
        id = Absent.text(id);
        parentId = Absent.text(parentId);
        repoTags = Absent.list(repoTags);
        repoDigests = Absent.list(repoDigests);
    }
}
