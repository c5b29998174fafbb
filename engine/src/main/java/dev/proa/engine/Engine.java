package dev.proa.engine;

import dev.proa.engine.container.ContainerFiles;
import dev.proa.engine.container.Containers;
import dev.proa.engine.container.Execs;
import dev.proa.engine.event.Events;
import dev.proa.engine.image.Images;
import dev.proa.engine.network.Networks;
import dev.proa.engine.registry.RegistryQueries;
import dev.proa.engine.system.SystemInfo;

/**
 * A container engine in this process. One engine owns a root and a run directory; opening a second one on them fails.
 * Closing it leaves containers running: the next engine on the same directories finds them.
 */
public interface Engine extends AutoCloseable {
    Containers containers();

    Execs execs();

    ContainerFiles files();

    Images images();

    RegistryQueries registries();

    Networks networks();

    Events events();

    SystemInfo system();

    @Override
    void close();
}
