package dev.proa.engine.container;

import dev.proa.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The files of containers, running or not. A {@code container} argument is what {@link Containers} takes; a {@code path}
 * is absolute or taken so, and never leads out of the container. Safe for use by any number of threads.
 *
 * <p>Of a running container its own view is used, with what is mounted in it, except by {@link #export} and
 * {@link #changes}, which know only its root file system.
 */
public interface ContainerFiles {
    /** @throws dev.proa.engine.failure.NotFound {@code Could not find the file … in container …} */
    PathStatus status(String container, String path);

    /**
     * Opens a file or a directory with all it contains for copying out; the caller closes it.
     *
     * @throws dev.proa.engine.failure.NotFound {@code Could not find the file … in container …}
     */
    FileArchive read(String container, String path);

    /**
     * Unpacks a tar, plain or compressed, into a directory. What was unpacked before a failure stays.
     *
     * @throws dev.proa.engine.failure.NotFound when there is no such directory
     * @throws dev.proa.engine.failure.InvalidArgument when it is no directory, read-only, or the tar is damaged or hostile
     */
    void write(String container, String path, InputStream tar, WriteOptions options) throws IOException;

    /** Writes the whole root file system as a tar; the stream stays open. */
    void export(String container, OutputStream tar) throws IOException;

    /** What differs from the image. */
    List<ChangedFile> changes(String container);

    /** Makes an image of the container. */
    Digest commit(String container, CommitRequest request);
}
