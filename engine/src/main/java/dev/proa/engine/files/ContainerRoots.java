package dev.proa.engine.files;

import dev.proa.engine.failure.Internal;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.RootFileSystems;
import dev.proa.engine.lifecycle.Run;
import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.mount.MountNamespace;
import java.io.IOException;

/** Opens the root directories of containers. */
final class ContainerRoots {
    private final RootFileSystems fileSystems;

    ContainerRoots(RootFileSystems fileSystems) {
        this.fileSystems = fileSystems;
    }

    /** A root directory, until it is closed. */
    record OpenRoot(Fd directory, RootFileSystems.Loan loan) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            directory.close();
            loan.close();
        }
    }

    /** The root as the container's processes see it, with what is mounted there; without any, its root file system. */
    OpenRoot asSeenInside(Container container) {
        Run run = container.run();
        try {
            if (run != null) {
                try {
                    Fd root = MountNamespace.rootOf(run.pid());
                    // Opened first and asked then: the process was not somebody else's when it was opened.
                    if (run.process().saved().process().alive()) {
                        return new OpenRoot(root, () -> {});
                    }
                    root.close();
                } catch (LinuxException ended) {
                    if (!ended.is(Errno.ENOENT) && !ended.is(Errno.ESRCH)) {
                        throw ended;
                    }
                }
            }
            return fileSystem(container);
        } catch (IOException failure) {
            throw new Internal("open the files of container " + container.id() + ": " + failure.getMessage(), failure);
        }
    }

    /** The root file system alone. */
    OpenRoot fileSystem(Container container) throws IOException {
        RootFileSystems.Loan loan = fileSystems.borrow(container);
        try {
            return new OpenRoot(FileCalls.openDirectory(fileSystems.root(container.id())), loan);
        } catch (IOException failure) {
            loan.close();
            throw failure;
        }
    }
}
