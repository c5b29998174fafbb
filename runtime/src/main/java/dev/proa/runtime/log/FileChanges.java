package dev.proa.runtime.log;

import dev.proa.linux.inotify.Inotify;
import dev.proa.linux.io.Poller;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells many readers of writes to their files over one inotify queue, of which a user may have only 128
 * (fs.inotify.max_user_instances). Safe for use by any thread.
 */
public final class FileChanges implements AutoCloseable {
    private final Poller poller;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Set<Watch>> watches = new HashMap<>();
    private @Nullable Inotify inotify;
    private boolean closed;

    /** The queue is opened with the first watch. */
    public FileChanges(Poller poller) {
        this.poller = poller;
    }

    /** Waits for writes to one file. */
    public final class Watch implements AutoCloseable {
        private final Semaphore news = new Semaphore(0);
        private final Runnable told;
        private int number;
        private volatile boolean over;

        private Watch(Runnable told) {
            this.told = told;
        }

        /**
         * Waits until the file was written to, or somebody woke this, since the last time this returned.
         *
         * @throws ClosedChannelException when it was closed
         */
        public void await() throws IOException {
            try {
                news.acquire();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a file to change");
            }
            news.drainPermits();
            if (over) {
                throw new ClosedChannelException();
            }
        }

        /** Lets one {@link #await} return. */
        public void wakeUp() {
            news.release();
            told.run();
        }

        @Override
        public void close() {
            over = true;
            wakeUp();
            forget(this);
        }
    }

    /**
     * Watches a file; closing the result ends it.
     *
     * @throws dev.proa.linux.LinuxException with ENOENT when it is not there
     */
    public Watch watch(Path file) throws IOException {
        return watch(file, () -> {});
    }

    /**
     * The same, for somebody who waits for more than this file.
     *
     * @param told run at each change, on a thread that must not be held up
     */
    Watch watch(Path file, Runnable told) throws IOException {
        Watch watch = new Watch(told);
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            Inotify queue = inotify;
            if (queue == null) {
                Inotify opened = Inotify.open(poller);
                Thread.ofVirtual().name("proa-file-changes").start(() -> run(opened));
                queue = opened;
                inotify = opened;
            }
            watch.number = queue.watch(file, Inotify.MODIFY);
            watches.computeIfAbsent(watch.number, _ -> new HashSet<>()).add(watch);
            return watch;
        } finally {
            lock.unlock();
        }
    }

    private void run(Inotify queue) {
        try {
            while (true) {
                List<Inotify.Event> events = queue.take();
                lock.lock();
                try {
                    for (Inotify.Event event : events) {
                        if (event.is(Inotify.OVERFLOW)) {
                            watches.values().forEach(all -> all.forEach(Watch::wakeUp));
                        } else {
                            watches.getOrDefault(event.watch(), Set.of()).forEach(Watch::wakeUp);
                        }
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (IOException closedByUs) {
            // Or by the poller's end. Nobody must wait for news that never comes.
            close();
        }
    }

    private void forget(Watch watch) {
        lock.lock();
        try {
            Set<Watch> others = watches.get(watch.number);
            Inotify queue = inotify;
            if (others == null || queue == null || !others.remove(watch) || !others.isEmpty()) {
                return;
            }
            watches.remove(watch.number);
            queue.unwatch(watch.number);
        } catch (IOException gone) {
            // The file was removed, and the watch with it.
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watches. */
    @Override
    public void close() {
        Inotify queue;
        lock.lock();
        try {
            closed = true;
            queue = inotify;
            inotify = null;
            watches.values()
                    .forEach(all -> all.forEach(watch -> {
                        watch.over = true;
                        watch.wakeUp();
                    }));
            watches.clear();
        } finally {
            lock.unlock();
        }
        if (queue != null) {
            queue.close();
        }
    }
}
