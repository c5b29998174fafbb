package dev.proa.engine.imagestore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What work under way needs, so that nothing is deleted under its hands; and what is being deleted, so that nobody
 * takes it for there.
 *
 * <p>Something is deleted in two steps. First, under this class's lock, it is found to be in nobody's use and marked;
 * then, without the lock, it goes. Whoever wants to hold something marked waits until it is gone, and then makes it
 * anew. So no operation waits for a deletion of what it does not need.
 *
 * <p>Blobs are held in another way: while an archive is read, their names are not known yet. So none is deleted while
 * any archive is read; they wait for the last reader.
 */
final class Holds {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition deleted = lock.newCondition();
    private final Map<Stored, Integer> held = new HashMap<>();
    private final Set<Stored> doomed = new HashSet<>();
    private final Set<Stored> postponed = new HashSet<>();
    private int readers;

    /** Something held, until it is closed; may be held by many at once. */
    final class Hold implements AutoCloseable {
        private final List<Stored> mine = new ArrayList<>();
        private final boolean reader;
        private boolean open = true;

        private Hold(boolean reader) {
            this.reader = reader;
        }

        /** Holds more. When it returns, each thing is either there and stays, or not there at all. */
        void add(Collection<? extends Stored> things) {
            lock.lock();
            try {
                for (Stored thing : things) {
                    while (doomed.contains(thing)) {
                        deleted.awaitUninterruptibly();
                    }
                    held.merge(thing, 1, Integer::sum);
                    mine.add(thing);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!open) {
                    return;
                }
                open = false;
                for (Stored thing : mine) {
                    held.computeIfPresent(thing, (same, count) -> count == 1 ? null : count - 1);
                }
                if (reader) {
                    readers--;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** A hold on nothing yet. */
    Hold open() {
        return new Hold(false);
    }

    /** A hold on nothing yet, and on every blob that is stored while it is open. */
    Hold openReader() {
        lock.lock();
        try {
            while (doomed.stream().anyMatch(Stored.Blob.class::isInstance)) {
                deleted.awaitUninterruptibly();
            }
            readers++;
            return new Hold(true);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a decision that no deletion comes between: what it reads of images and containers stays reachable until it
     * has returned.
     */
    <T> T deciding(Supplier<T> decision) {
        lock.lock();
        try {
            return decision.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Marks what may be deleted now; each must be handed to {@link #gone} afterwards, deleted or not.
     *
     * @param candidates what somebody has just stopped using
     * @param reachable what images and containers use, asked under the lock
     */
    Set<Stored> doom(Collection<? extends Stored> candidates, Supplier<Set<Stored>> reachable) {
        lock.lock();
        try {
            Set<Stored> chosen = new HashSet<>(candidates);
            chosen.addAll(postponed);
            postponed.clear();
            chosen.removeAll(reachable.get());
            chosen.removeAll(held.keySet());
            chosen.removeAll(doomed);
            if (readers > 0) {
                for (Stored thing : List.copyOf(chosen)) {
                    if (thing instanceof Stored.Blob) {
                        chosen.remove(thing);
                        postponed.add(thing);
                    }
                }
            }
            doomed.addAll(chosen);
            return chosen;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Marks what is damaged and to be made anew, though images use it; each must be handed to {@link #gone} afterwards.
     *
     * @param candidates not held by the caller
     * @param damaged asked under the lock, of what nobody is deleting
     * @param used what must stay as it is, asked under the lock
     * @return empty: somebody holds or uses a damaged one, so none is marked
     */
    <T extends Stored> Optional<Set<T>> doomDamaged(
            Collection<T> candidates, Predicate<T> damaged, Supplier<Set<Stored>> used) {
        lock.lock();
        try {
            while (candidates.stream().anyMatch(doomed::contains)) {
                deleted.awaitUninterruptibly();
            }
            Set<T> chosen = candidates.stream().filter(damaged).collect(Collectors.toSet());
            if (!Collections.disjoint(chosen, held.keySet()) || !Collections.disjoint(chosen, used.get())) {
                return Optional.empty();
            }
            doomed.addAll(chosen);
            return Optional.of(chosen);
        } finally {
            lock.unlock();
        }
    }

    void gone(Stored thing) {
        lock.lock();
        try {
            doomed.remove(thing);
            deleted.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
