package dev.proa.engine.system;

import dev.proa.engine.container.ContainerSummary;
import dev.proa.engine.image.ImageSummary;
import java.util.List;

/** @param layersSize bytes of all layers, each counted once */
public record DiskUsage(long layersSize, List<ImageSummary> images, List<ContainerSummary> containers) {}
