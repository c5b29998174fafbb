package dev.proa.engine.lifecycle;

import java.io.IOException;
import java.nio.file.Path;

/** The containers' own file systems: what their lives need of them. */
public interface RootFileSystems {
    /**
     * Makes a container's file system ready; done twice it does nothing more.
     *
     * @return the root directory, until {@link #unmount}
     */
    Path mount(Container container) throws IOException;

    /** Takes the mount away; does nothing when there is none. */
    void unmount(String containerId) throws IOException;

    /** Deletes a container's file system, which is not mounted, its log and other files; does nothing when there are none. */
    void delete(String containerId) throws IOException;
}
