package dev.proa.wire.registry;

import io.avaje.jsonb.Json;

/** A pointer to a manifest; {@code size} in bytes. */
@Json
public record DescriptorBody(String mediaType, String digest, long size) {}
