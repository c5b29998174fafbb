package dev.proa.wire.registry;

import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;

/** A platform an image is there for. */
@Json
public record PlatformDescriptorBody(
        String architecture,
        String os,
        @Json.Serializer(OmitEmptyText.class) String variant) {}
