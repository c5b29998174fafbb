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

    /** Where {@link #mount} makes the root directory of a container. */
    Path root(String containerId);

    /** A root file system that stays mounted until this is closed. */
    @FunctionalInterface
    interface Loan extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /**
     * Makes a container's file system ready for work on its files, whether it runs or not; it may start and end meanwhile.
     *
     * @throws dev.proa.engine.failure.NotFound when the container was removed
     */
    Loan borrow(Container container) throws IOException;

    /** Takes the mount away, as soon as nobody has borrowed it; does nothing when there is none. */
    void unmount(String containerId) throws IOException;

    /** Deletes a container's file system, which is not mounted, its log and other files; does nothing when there are none. */
    void delete(String containerId) throws IOException;
}
