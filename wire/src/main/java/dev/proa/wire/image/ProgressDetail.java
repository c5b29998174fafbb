package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitFalse;
import dev.proa.wire.json.adapter.OmitZeroLong;
import io.avaje.jsonb.Json;

/** How far something is. */
@Json
public record ProgressDetail(
        @Json.Serializer(OmitZeroLong.class) long current,
        @Json.Serializer(OmitZeroLong.class) long total,
        @Json.Serializer(OmitZeroLong.class) long start,

        @Json.Property("hidecounts") @Json.Serializer(OmitFalse.class)
        boolean hideCounts,

        @Json.Serializer(OmitEmptyText.class) String units) {
    public ProgressDetail {
        units = Absent.text(units);
    }
}
