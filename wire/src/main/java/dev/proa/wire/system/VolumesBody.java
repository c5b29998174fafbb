package dev.proa.wire.system;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The volumes there are. */
@Json
public record VolumesBody(
        @Json.Property("Volumes") @Nullable List<VolumeBody> volumes,
        @Json.Property("Warnings") @Nullable List<String> warnings) {}
