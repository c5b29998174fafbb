package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** A block device's limit, in bytes or operations a second. */
@Json
public record ThrottleDevice(
        @Json.Property("Path") String path,
        @Json.Property("Rate") long rate) {
    public ThrottleDevice {
        path = Absent.text(path);
    }
}
