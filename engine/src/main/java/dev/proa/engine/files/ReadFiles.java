package dev.proa.engine.files;

import dev.proa.engine.container.FileArchive;
import dev.proa.engine.container.PathStatus;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import dev.proa.snapshot.RootPath;
import dev.proa.snapshot.TreeArchiver;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;

/** Looks at files of a container and copies them out. */
final class ReadFiles {
    private final ContainerRoots roots;
    private final ContainerEvents events;

    ReadFiles(ContainerRoots roots, ContainerEvents events) {
        this.roots = roots;
        this.events = events;
    }

    PathStatus status(Container container, String reference, String written) {
        RootPath path = parse(written);
        try (ContainerRoots.OpenRoot root = roots.asSeenInside(container)) {
            return status(root.directory(), path);
        } catch (IOException failure) {
            throw PathFailure.of(reference, written, failure);
        }
    }

    static RootPath parse(String written) {
        if (written.isEmpty()) {
            throw new InvalidArgument("bad parameter: path is empty");
        }
        try {
            return RootPath.of(written);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument(String.valueOf(malformed.getMessage()));
        }
    }

    private static PathStatus status(Fd root, RootPath path) throws IOException {
        FileStatus status = path.status(root);
        return new PathStatus(
                path.name(),
                status.size(),
                status.mode(),
                Instant.ofEpochSecond(status.mtimeSeconds(), status.mtimeNanos()),
                status.isSymbolicLink() ? path.target(root) : "");
    }

    FileArchive read(Container container, String reference, String written) {
        RootPath path = parse(written);
        ContainerRoots.OpenRoot root = roots.asSeenInside(container);
        try {
            PathStatus status = status(root.directory(), path);
            events.publish(container, "archive-path", Map.of("path", path.toString()));
            return new Archive(root, path, status);
        } catch (IOException failure) {
            closeAfter(root, failure);
            throw PathFailure.of(reference, written, failure);
        } catch (RuntimeException failure) {
            closeAfter(root, failure);
            throw failure;
        }
    }

    private static void closeAfter(ContainerRoots.OpenRoot root, Exception failure) {
        try {
            root.close();
        } catch (IOException onTheWayOut) {
            failure.addSuppressed(onTheWayOut);
        }
    }

    private record Archive(ContainerRoots.OpenRoot root, RootPath path, PathStatus status) implements FileArchive {
        private static final int S_IFMT = 0170000;

        @Override
        public void writeTo(OutputStream tar) throws IOException {
            try (TreeArchiver archiver = new TreeArchiver(tar)) {
                if ((status.mode() & S_IFMT) == FileCalls.S_IFDIR) {
                    try (Fd directory = path.openDirectory(root.directory())) {
                        archiver.addDirectory(directory, entry());
                    }
                } else {
                    try (Fd parent = path.openParent(root.directory())) {
                        archiver.add(parent, FileName.of(path.name()), FileName.of(path.name()));
                    }
                }
                archiver.finish();
            }
        }

        /** As docker names it, whose clients put another name in its place: nothing for the root. */
        private FileName entry() {
            return FileName.of(path.isRoot() ? "" : path.isContent() ? "." : path.name());
        }

        @Override
        public void close() throws IOException {
            root.close();
        }
    }
}
