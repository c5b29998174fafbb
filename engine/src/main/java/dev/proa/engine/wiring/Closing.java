package dev.proa.engine.wiring;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be closed with an engine, the newest first. One thing that fails to close does not keep the others. */
final class Closing implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    @Override
    public synchronized void close() {
        while (!things.isEmpty()) {
            AutoCloseable thing = things.pop();
            try {
                thing.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                LOG.log(System.Logger.Level.WARNING, "close the engine", failure);
            }
        }
    }

    /** Closes after a failure to open, which stays what is told. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
        }
    }
}
