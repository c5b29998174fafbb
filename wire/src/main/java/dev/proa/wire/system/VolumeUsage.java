package dev.proa.wire.system;

import io.avaje.jsonb.Json;

/**
 * What a volume takes.
 *
 * @param size bytes
 */
@Json
public record VolumeUsage(
        @Json.Property("RefCount") long refCount,
        @Json.Property("Size") long size) {}
