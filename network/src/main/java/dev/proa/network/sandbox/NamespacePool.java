package dev.proa.network.sandbox;

import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A few prepared namespaces, so that a container's start need not wait for the kernel to make one. A thread refills
 * it, and disposes of what was used, when no start has taken one for a moment or too many wait for that.
 *
 * <p>Entries live in a directory of the pool's own: what a crash left there is removed when the pool is made again.
 */
final class NamespacePool implements AutoCloseable {
    private static final Logger LOG = System.getLogger(NamespacePool.class.getName());
    // Longer than a start takes, so that refilling does not compete with it for a processor.
    private static final Duration QUIET = Duration.ofMillis(100);
    /** So many used ones may wait for a quiet moment; where starts never cease, none comes. */
    static final int WAITING = 16;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final Path directory;
    private final int size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<PreparedNamespace> ready = new ArrayDeque<>();
    private final Deque<PreparedNamespace> used = new ArrayDeque<>();
    private final Thread filler;
    private long lastTaken = System.nanoTime() - QUIET.toNanos();
    private boolean closed;

    /**
     * Starts filling.
     *
     * @param directory exists, and holds nothing but entries of this pool
     * @param size how many are kept ready; 0 keeps none
     */
    NamespacePool(Path directory, int size) throws IOException {
        this.directory = directory;
        this.size = size;
        removeLeftovers();
        // A platform thread: making a namespace holds its carrier for milliseconds.
        this.filler = Thread.ofPlatform().name("proa-netns-pool").daemon().start(this::work);
    }

    /** Takes one that is ready, or makes one if none is. It belongs to the caller, who hands it to {@link #dispose}. */
    PreparedNamespace take() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the pool of network namespaces is closed");
            }
            lastTaken = System.nanoTime();
            changed.signalAll();
            PreparedNamespace first = ready.poll();
            if (first != null) {
                return first;
            }
        } finally {
            lock.unlock();
        }
        return create();
    }

    /** Closes one that was taken, off the way of whoever waits for a start: unmounting waits for all processors. */
    void dispose(PreparedNamespace taken) throws IOException {
        lock.lock();
        try {
            // Beyond that, who disposes of them waits, since they come faster than the thread can follow.
            if (!closed && used.size() < 2 * WAITING) {
                used.add(taken);
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        taken.close();
    }

    /** How many are ready now. */
    int ready() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    private PreparedNamespace create() throws IOException {
        return PreparedNamespace.create(directory.resolve(UUID.randomUUID().toString()));
    }

    private void work() {
        try {
            while (awaitWork()) {
                try {
                    step();
                } catch (IOException | RuntimeException failure) {
                    LOG.log(Level.WARNING, "cannot refill the pool of network namespaces", failure);
                    pause(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException ended) {
            // By close() alone, which cleans up.
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until something is to do and nobody took one for a while; says whether the pool is still open. */
    private boolean awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (used.isEmpty() && ready.size() >= size) {
                    changed.await();
                    continue;
                }
                long quietFor = System.nanoTime() - lastTaken;
                if (quietFor >= QUIET.toNanos() || used.size() > WAITING) {
                    return true;
                }
                changed.awaitNanos(QUIET.toNanos() - quietFor);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void step() throws IOException {
        PreparedNamespace old;
        lock.lock();
        try {
            old = used.poll();
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
            return;
        }
        PreparedNamespace made = create();
        lock.lock();
        try {
            if (!closed && ready.size() < size) {
                ready.add(made);
                return;
            }
        } finally {
            lock.unlock();
        }
        made.close();
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                new NetworkNamespace(entry).delete();
            }
        }
    }

    /** Ends the thread and removes all entries that were not taken. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (filler.isAlive()) {
            try {
                filler.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException failure = null;
        ready.addAll(used);
        used.clear();
        for (PreparedNamespace entry : ready) {
            try {
                entry.close();
            } catch (IOException left) {
                if (failure == null) {
                    failure = left;
                } else {
                    failure.addSuppressed(left);
                }
            }
        }
        ready.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
