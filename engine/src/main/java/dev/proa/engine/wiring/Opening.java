package dev.proa.engine.wiring;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that opens on a thread of its own while the rest of the engine does. Owns it: closing waits until it is open
 * and closes it.
 */
final class Opening<T extends Closeable> implements Closeable {
    private final FutureTask<T> task;

    private Opening(FutureTask<T> task) {
        this.task = task;
    }

    static <T extends Closeable> Opening<T> begin(String thread, Callable<T> open) {
        FutureTask<T> task = new FutureTask<>(open);
        Thread.ofPlatform().daemon().name(thread).start(task);
        return new Opening<>(task);
    }

    /** Waits until it is open. */
    T get() throws IOException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        T opened;
        try {
            opened = get();
        } catch (IOException _) {
            return; // It never opened, as get() told.
        }
        opened.close();
    }
}
