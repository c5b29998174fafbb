package dev.proa.engine.container;

import java.io.IOException;
import java.io.OutputStream;

/** Files of a container on their way out. Closed by whoever opened it. For one thread. */
public interface FileArchive extends AutoCloseable {
    PathStatus status();

    /** Writes the files as a tar, once; the stream stays open. */
    void writeTo(OutputStream tar) throws IOException;

    @Override
    void close() throws IOException;
}
