package dev.proa.wire.system;

import dev.proa.wire.container.ContainerSummaryBody;
import dev.proa.wire.image.ImageSummaryBody;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What images, containers, volumes and the build cache take.
 *
 * @param layersSize bytes
 */
@Json
public record DiskUsageBody(
        @Json.Property("LayersSize") long layersSize,
        @Json.Property("Images") @Nullable List<ImageSummaryBody> images,
        @Json.Property("Containers") @Nullable List<ContainerSummaryBody> containers,
        @Json.Property("Volumes") @Nullable List<VolumeBody> volumes,
        @Json.Property("BuildCache") @Nullable List<BuildCacheRecord> buildCache) {}
