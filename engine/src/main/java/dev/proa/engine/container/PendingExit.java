package dev.proa.engine.container;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A wait that has begun: nothing that happens from now on is missed. Closing it gives up. */
public interface PendingExit extends AutoCloseable {
    /**
     * Blocks until the condition holds.
     *
     * @throws InterruptedException when the waiting thread was interrupted
     */
    ContainerExit await() throws InterruptedException;

    /**
     * Blocks until the condition holds or the time is over.
     *
     * @return null when the time is over
     */
    @Nullable
    ContainerExit await(Duration atMost) throws InterruptedException;

    @Override
    void close();
}
