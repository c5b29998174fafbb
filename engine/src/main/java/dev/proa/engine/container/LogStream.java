package dev.proa.engine.container;

import java.io.IOException;
import java.io.OutputStream;

/** A container's log, opened. Owned by whoever opened it; closing ends a {@link #transferTo} under way. */
public interface LogStream extends AutoCloseable {
    /** Whether the container has a terminal: then the bytes are raw, else in Docker's multiplexed frames. */
    boolean tty();

    /** Writes the lines asked for, until there are no more or, following, until the container has ended. */
    void transferTo(OutputStream sink) throws IOException;

    @Override
    void close();
}
