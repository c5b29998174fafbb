package dev.proa.engine.event;

import org.jspecify.annotations.Nullable;

/** Events in the order they happened. A reader too slow to keep up is cut off rather than slowing the engine down. */
public interface EventStream extends AutoCloseable {
    /** The next event; null when the stream has ended. */
    @Nullable
    Event next() throws InterruptedException;

    @Override
    void close();
}
