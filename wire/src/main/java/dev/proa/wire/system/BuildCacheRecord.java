package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/**
 * One entry of the build cache.
 *
 * @param size bytes
 */
@Json
public record BuildCacheRecord(
        @Json.Property("ID") String id,
        @Json.Property("Type") String type,
        @Json.Property("InUse") boolean inUse,
        @Json.Property("Shared") boolean shared,
        @Json.Property("Size") long size) {
    public BuildCacheRecord {
        id = Absent.text(id);
        type = Absent.text(type);
    }
}
