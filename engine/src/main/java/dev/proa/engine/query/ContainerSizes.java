package dev.proa.engine.query;

import dev.proa.engine.container.ContainerSize;
import dev.proa.engine.lifecycle.Container;

/** How much disk a container's file system takes. */
@FunctionalInterface
public interface ContainerSizes {
    ContainerSize of(Container container);
}
