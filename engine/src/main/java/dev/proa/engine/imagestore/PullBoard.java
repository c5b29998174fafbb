package dev.proa.engine.imagestore;

import dev.proa.engine.image.PullStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What many threads have to say of one pull, for the one that tells the client. Counts that nobody has been told yet are
 * replaced by newer ones, so a slow client slows nothing down.
 */
final class PullBoard {
    /** How long the client waits for the next counts; as often as people can follow. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Key, PullStep> pending = new LinkedHashMap<>();
    private boolean ended;
    private volatile boolean cancelled;

    private record Key(String id, String status) {}

    /** Says something. */
    void tell(PullStep progress) {
        lock.lock();
        try {
            pending.put(new Key(progress.id(), progress.status()), progress);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be said. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The client is gone, or the pull has failed: who works for it may stop. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Tells all that is said until the end. */
    void drain(Consumer<PullStep> client) throws InterruptedException {
        while (true) {
            List<PullStep> batch;
            boolean last;
            lock.lockInterruptibly();
            try {
                while (pending.isEmpty() && !ended) {
                    changed.await();
                }
                batch = new ArrayList<>(pending.values());
                pending.clear();
                last = ended;
            } finally {
                lock.unlock();
            }
            batch.forEach(client);
            if (last) {
                return;
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = PAUSE;
            while (left > 0 && !ended) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
