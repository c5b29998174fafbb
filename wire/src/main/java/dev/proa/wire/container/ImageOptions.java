package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;

/** Options of an image's mount. */
@Json
public record ImageOptions(
        @Json.Property("Subpath") @Json.Serializer(OmitEmptyText.class)
        String subpath) {
    public ImageOptions {
        subpath = Absent.text(subpath);
    }
}
