package dev.proa.wire.registry;

import io.avaje.jsonb.Json;
import java.util.List;

/** What a registry has under a name. */
@Json
public record DistributionBody(
        @Json.Property("Descriptor") DescriptorBody descriptor,
        @Json.Property("Platforms") List<PlatformDescriptorBody> platforms) {}
