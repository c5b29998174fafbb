package dev.proa.engine.files;

import dev.proa.engine.container.WriteOptions;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.imagestore.ArchiveFailure;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.ProcessUser;
import dev.proa.engine.lifecycle.RootFiles;
import dev.proa.image.archive.Compression;
import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.snapshot.ArchiveExtractor;
import dev.proa.snapshot.ExtractOptions;
import dev.proa.snapshot.RootPath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unpacks archives into containers. */
final class WriteFiles {
    private static final String READ_ONLY = "container rootfs is marked read-only";

    private final ContainerRoots roots;
    private final ContainerEvents events;

    WriteFiles(ContainerRoots roots, ContainerEvents events) {
        this.roots = roots;
        this.events = events;
    }

    void run(Container container, String reference, String written, InputStream tar, WriteOptions options)
            throws IOException {
        RootPath path = ReadFiles.parse(written);
        try (ContainerRoots.OpenRoot root = roots.asSeenInside(container)) {
            ExtractOptions how = new ExtractOptions(options.keepKinds(), owner(container, root.directory(), options));
            try (ArchiveExtractor extractor = open(root.directory(), path, how, reference, written)) {
                refuseReadOnly(container, root.directory(), extractor);
                events.publish(container, "extract-to-dir", Map.of("path", path.toString()));
                extractor.unpack(Compression.decompressAny(tar));
            }
        } catch (LinuxException failure) {
            throw failure.is(Errno.EROFS) ? new InvalidArgument(READ_ONLY) : ArchiveFailure.of(failure);
        } catch (IOException failure) {
            throw failure.getCause() instanceof LinuxException call && call.is(Errno.EROFS)
                    ? new InvalidArgument(READ_ONLY)
                    : ArchiveFailure.of(failure);
        }
    }

    private static ArchiveExtractor open(Fd root, RootPath path, ExtractOptions how, String reference, String written) {
        try {
            return new ArchiveExtractor(root, path, how);
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENOENT)) {
                throw new NotFound("Could not find the file " + written + " in container " + reference);
            }
            if (failure.is(Errno.ENOTDIR)) {
                throw new InvalidArgument("extraction point is not a directory");
            }
            throw PathFailure.of(reference, written, failure);
        }
    }

    /** What is mounted over the root file system may still be written to. */
    private static void refuseReadOnly(Container container, Fd root, ArchiveExtractor extractor) throws IOException {
        if (container.definition().host().readonlyRootfs()
                && extractor.destination().device() == FileCalls.status(root).device()) {
            throw new InvalidArgument(READ_ONLY);
        }
    }

    private static ExtractOptions.@Nullable Owner owner(Container container, Fd root, WriteOptions options)
            throws IOException {
        String user = container.definition().config().user();
        if (!options.ownedByUser() || user.isEmpty()) {
            return null;
        }
        ProcessUser found = RootFiles.users(root).find(user, List.of());
        return new ExtractOptions.Owner(found.uid(), found.gid());
    }
}
