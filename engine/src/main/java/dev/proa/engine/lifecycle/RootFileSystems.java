package dev.proa.engine.lifecycle;

import java.io.IOException;
import java.nio.file.Path;

/** The containers' own file systems: what their lives need of them. */
public interface RootFileSystems extends Leftovers {
    /**
     * Makes a container's file system ready; done twice it does nothing more.
     *
     * @return the root directory, until {@link #unmount}
     */
    Path mount(Container container) throws IOException;

    /** Takes the mount away; does nothing when there is none. */
    void unmount(String containerId) throws IOException;
}
