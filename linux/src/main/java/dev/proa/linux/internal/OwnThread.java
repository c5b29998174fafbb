package dev.proa.linux.internal;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work on a thread made for it, since it changes what belongs to a thread and is not to be used again (setns(2)). */
public final class OwnThread {
    private OwnThread() {}

    /** What is to be done. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Waits for the work on a new platform thread. An interrupt does not end the wait, or what the work has opened would
     * stay open; it is kept for the caller.
     *
     * @throws IOException what the work throws
     */
    public static <T> T call(String name, Work<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread.ofPlatform().name(name).daemon().start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    switch (failed.getCause()) {
                        case IOException failure -> throw failure;
                        case RuntimeException failure -> throw failure;
                        case Error failure -> throw failure;
                        case null, default -> throw new AssertionError(failed);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
