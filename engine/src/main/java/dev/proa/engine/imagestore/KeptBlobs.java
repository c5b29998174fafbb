package dev.proa.engine.imagestore;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What pulls that were given up had fetched already. It is kept for a while, since who stops a pull often begins it
 * again; a start of the engine, or a prune, gives it back sooner. Thread-safe.
 */
final class KeptBlobs implements AutoCloseable {
    private static final Duration KEPT = Duration.ofHours(1);

    private final Garbage garbage;
    private final Set<Kept> all = ConcurrentHashMap.newKeySet();

    KeptBlobs(Garbage garbage) {
        this.garbage = garbage;
    }

    private record Kept(Holds.Hold hold, List<Stored> things, Thread timer) {}

    /** Takes over a hold; what it holds is given back later if nobody uses it then. */
    void keep(Holds.Hold hold, Collection<? extends Stored> things) {
        Kept[] self = new Kept[1];
        Thread timer = Thread.ofVirtual().name("kept-blobs").unstarted(() -> {
            try {
                Thread.sleep(KEPT);
                giveBack(self[0]);
            } catch (InterruptedException over) {
                // Somebody else has given it back, or the engine is closed.
            }
        });
        self[0] = new Kept(hold, List.copyOf(things), timer);
        all.add(self[0]);
        timer.start();
    }

    /** An image has these now: whatever is kept for another attempt at it need not be any more. */
    void used(Collection<? extends Stored> things) {
        for (Kept kept : List.copyOf(all)) {
            if (things.containsAll(kept.things)) {
                kept.timer.interrupt();
                giveBack(kept);
            }
        }
    }

    /** Gives all back now. */
    void release() {
        for (Kept kept : List.copyOf(all)) {
            kept.timer.interrupt();
            giveBack(kept);
        }
    }

    private void giveBack(Kept kept) {
        if (all.remove(kept)) {
            kept.hold.close();
            garbage.collect(kept.things);
        }
    }

    /** Forgets it; the next start sweeps. */
    @Override
    public void close() {
        for (Kept kept : List.copyOf(all)) {
            all.remove(kept);
            kept.timer.interrupt();
        }
    }
}
