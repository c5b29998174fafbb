package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.ContainerStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a container from changing while its files are read: it is not started, stopped or removed, and a running one is
 * frozen if that is wanted.
 *
 * <p>A file in the run directory says that it is frozen only for the engine's sake, so that an engine that comes back after
 * a crash thaws it.
 */
public final class HoldStill {
    private final ContainerPaths paths;
    private final ContainerEvents events;

    public HoldStill(ContainerPaths paths, ContainerEvents events) {
        this.paths = paths;
        this.events = events;
    }

    /** Work on files. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /**
     * Works as one operation of the container.
     *
     * @throws dev.proa.engine.failure.NotFound when the container was removed meanwhile
     * @throws IOException what the work throws
     */
    public void during(Container container, boolean freeze, Work work) throws IOException {
        try {
            container.change(() -> {
                try {
                    still(container, freeze, work);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private void still(Container container, boolean freeze, Work work) throws IOException {
        Run run = container.run();
        if (!freeze || run == null || container.state().status() != ContainerStatus.RUNNING) {
            work.run();
            return;
        }
        Path mark = paths.frozen(container.id());
        Files.createDirectories(mark.getParent());
        Files.writeString(mark, "");
        ContainerState before = container.state();
        try {
            run.pause();
            container.state(before.with(ContainerStatus.PAUSED));
            events.publish(container, "pause");
            try {
                work.run();
            } finally {
                run.resume();
                container.state(before);
                events.publish(container, "unpause");
            }
        } finally {
            Files.deleteIfExists(mark);
        }
    }

    /** Thaws a container that an engine left frozen which died meanwhile; inside its operation. */
    static void release(ContainerPaths paths, String id, Run run) throws IOException {
        Path mark = paths.frozen(id);
        if (Files.exists(mark)) {
            run.resume();
            Files.delete(mark);
        }
    }
}
