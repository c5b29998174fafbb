package dev.proa.runtime.log;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the logs of all containers within their limits, and opens them to readers.
 *
 * <p>One thread looks after all logs. A log that is written to is looked at the more often the sooner it may be full,
 * 50 times a second at most; one that is not is left alone until inotify tells of a write. What a fast writer adds
 * between two looks is taken away soon after. While no keeper runs, logs just grow.
 *
 * <p>Safe for use by any thread.
 */
public final class LogKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogKeeper.class.getName());

    /** A container that has ended by then never had to be looked at. */
    private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
    private static final long FOR_CONMON = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long ASLEEP = Long.MAX_VALUE;

    private final FileChanges changes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Path, Kept> logs = new HashMap<>();
    private final Map<Path, Watched> watched = new HashMap<>();
    private final List<Runnable> later = new ArrayList<>();
    private boolean running;
    private boolean closed;

    /** @param changes tells of writes; stays the caller's */
    public LogKeeper(FileChanges changes) {
        this.changes = changes;
    }

    /** Asks conmon to reopen its log; returns before it has done so. */
    @FunctionalInterface
    public interface Reopen {
        void request() throws IOException;
    }

    private static final class Kept {
        private final ContainerLog log;
        private int users;

        Kept(ContainerLog log) {
            this.log = log;
        }
    }

    /** A log that conmon may write to. Used by the keeper's thread, but for {@code next}, which the lock guards. */
    private static final class Watched {
        private final ContainerLog log;
        private final Reopen reopen;
        private long next = System.nanoTime() + FIRST_LOOK;
        private long lastSize = -1;
        private long lastTime;
        private long patience = FOR_CONMON;
        private FileChanges.@Nullable Watch watch;

        Watched(ContainerLog log, Reopen reopen) {
            this.log = log;
            this.reopen = reopen;
        }
    }

    private ContainerLog use(Path log, LogLimits limits) {
        lock.lock();
        try {
            Kept kept = logs.computeIfAbsent(log, path -> new Kept(new ContainerLog(path, limits)));
            kept.users++;
            return kept.log;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Path log) {
        lock.lock();
        try {
            Kept kept = logs.get(log);
            if (kept != null && --kept.users == 0) {
                logs.remove(log);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Before conmon is started with this log, or one is found that has it. {@link #end} follows in any case. */
    public void begin(Path log, LogLimits limits) {
        use(log, limits).begin();
    }

    /** When conmon has the log: from now on it is looked after. */
    public void watch(Path log, Reopen reopen) {
        lock.lock();
        try {
            Kept kept = logs.get(log);
            if (kept == null || closed) {
                return;
            }
            watched.put(log, new Watched(kept.log, reopen));
            wake();
        } finally {
            lock.unlock();
        }
    }

    /** When conmon has ended, for a log that {@link #begin} was called for: brings it within its limits. */
    public void end(Path log) throws IOException {
        ContainerLog ended;
        FileChanges.Watch watch = null;
        lock.lock();
        try {
            Watched no = watched.remove(log);
            if (no != null) {
                watch = no.watch;
                no.watch = null;
            }
            Kept kept = logs.get(log);
            if (kept == null) {
                return;
            }
            ended = kept.log;
        } finally {
            lock.unlock();
        }
        if (watch != null) {
            watch.close();
        }
        try {
            ended.end();
        } finally {
            leave(log);
        }
    }

    /** Before a log is removed: readers get hold of what they have not seen. */
    public void handOver(Path log) throws IOException {
        Kept kept;
        lock.lock();
        try {
            kept = logs.get(log);
        } finally {
            lock.unlock();
        }
        if (kept != null) {
            kept.log.handOver();
        }
    }

    /** Brings a log of no running container within its limits, soon and on the keeper's thread. */
    public void trimLater(Path log, LogLimits limits) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            later.add(() -> trim(log, limits));
            wake();
        } finally {
            lock.unlock();
        }
    }

    private void trim(Path log, LogLimits limits) {
        ContainerLog ended = use(log, limits);
        try {
            ended.trimIfEnded();
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "shorten the log " + log, failure);
        } finally {
            leave(log);
        }
    }

    /** Opens a log that has ended, or is not followed. Closing the reader lets go of it. */
    public LogReader open(Path log, LogLimits limits, LogQuery query) throws IOException {
        return LogReader.open(use(log, limits), query, () -> leave(log));
    }

    /**
     * Opens a log that is still written to.
     *
     * @param end completed when no more will be written
     */
    public LogReader follow(Path log, LogLimits limits, LogQuery query, CompletableFuture<?> end) throws IOException {
        return LogReader.follow(use(log, limits), query, changes, end, () -> leave(log));
    }

    /** With the lock held. */
    private void wake() {
        if (!running) {
            running = true;
            Thread.ofVirtual().name("proa-log-keeper").start(this::run);
        }
        changed.signalAll();
    }

    private void run() {
        while (true) {
            List<Watched> due = new ArrayList<>();
            List<Runnable> work;
            lock.lock();
            try {
                long now = System.nanoTime();
                long wait = ASLEEP;
                for (Watched one : watched.values()) {
                    if (one.next != ASLEEP) {
                        long until = one.next - now;
                        if (until <= 0) {
                            due.add(one);
                        } else {
                            wait = Math.min(wait, until);
                        }
                    }
                }
                work = List.copyOf(later);
                later.clear();
                if (closed) {
                    return;
                }
                if (due.isEmpty() && work.isEmpty()) {
                    if (wait == ASLEEP) {
                        changed.awaitUninterruptibly();
                    } else {
                        var _ = changed.awaitNanos(wait);
                    }
                    continue;
                }
            } catch (InterruptedException nobodyDoes) {
                return;
            } finally {
                lock.unlock();
            }
            work.forEach(Runnable::run);
            due.forEach(this::look);
        }
    }

    private void look(Watched one) {
        long pause;
        try {
            unwatch(one);
            ContainerLog.Checked checked = one.log.check(one.reopen::request);
            pause = pause(one, checked);
            if (pause == ASLEEP && !sleepUntilWritten(one, checked.size())) {
                pause = SHORTEST;
            }
        } catch (IOException failure) {
            // A full disk, or a conmon that has just ended, which end() will tell.
            LOG.log(System.Logger.Level.DEBUG, "look after the log " + one.log.path(), failure);
            pause = LONGEST;
        }
        if (pause != ASLEEP) {
            schedule(one, pause);
        }
    }

    /** How long the log can be left alone. */
    private long pause(Watched one, ContainerLog.Checked checked) {
        if (checked.waiting()) {
            long wait = one.patience;
            one.patience = Math.min(LONGEST, one.patience * 2);
            one.lastSize = -1;
            return wait;
        }
        one.patience = FOR_CONMON;
        long now = System.nanoTime();
        long grown = one.lastSize < 0 ? Long.MAX_VALUE : checked.size() - one.lastSize;
        long passed = Math.max(1, now - one.lastTime);
        boolean first = one.lastSize < 0;
        one.lastSize = checked.size();
        one.lastTime = now;
        if (first || grown < 0) {
            return SHORTEST;
        }
        if (grown == 0) {
            return ASLEEP;
        }
        double full = (double) Math.max(0, one.log.fullAt() - checked.size()) / grown * passed;
        return Math.clamp((long) (full / 4), SHORTEST, LONGEST);
    }

    private void schedule(Watched one, long pause) {
        lock.lock();
        try {
            one.next = System.nanoTime() + pause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Only the first of many writes: later ones must not put the look off. */
    private void wakeUp(Watched one) {
        lock.lock();
        try {
            if (one.next == ASLEEP) {
                one.next = System.nanoTime() + SHORTEST;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** False when it was written to since it was looked at. */
    private boolean sleepUntilWritten(Watched one, long size) throws IOException {
        lock.lock();
        try {
            one.next = ASLEEP;
        } finally {
            lock.unlock();
        }
        FileChanges.Watch watch;
        try {
            watch = changes.watch(one.log.path(), () -> wakeUp(one));
        } catch (LinuxException gone) {
            if (gone.is(Errno.ENOENT)) {
                return true; // nothing to look after
            }
            throw gone;
        }
        boolean kept;
        lock.lock();
        try {
            kept = watched.get(one.log.path()) == one;
            if (kept) {
                one.watch = watch;
            }
        } finally {
            lock.unlock();
        }
        if (!kept) {
            watch.close();
            return true;
        }
        return LogFiles.look(one.log.path()).map(LogFiles.Seen::size).orElse(size) == size;
    }

    private void unwatch(Watched one) {
        FileChanges.Watch watch;
        lock.lock();
        try {
            watch = one.watch;
            one.watch = null;
        } finally {
            lock.unlock();
        }
        if (watch != null) {
            watch.close();
        }
    }

    /** Stops looking after logs; they just grow from now on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            watched.clear();
            later.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
