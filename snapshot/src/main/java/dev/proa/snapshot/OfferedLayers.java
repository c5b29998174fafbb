package dev.proa.snapshot;

import dev.proa.image.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Layers that are unpacked before anybody asks for them: once, however many offer the same. */
final class OfferedLayers {
    private record Key(Digest blob, LayerLimits limits) {}

    private final Map<Key, Offer> open = new HashMap<>();

    /**
     * One that is being unpacked. The first to {@link #take} it has it for its own: the others may hope to find it in the
     * store when that one is done. If nobody took it, who is last to leave has it.
     */
    final class Offer {
        private final Key key;
        private final Future<StagedLayer> task;
        private int users;
        private boolean taken;

        private Offer(Key key, Future<StagedLayer> task) {
            this.key = key;
            this.task = task;
        }

        /** Empty: somebody else has it. */
        Optional<Future<StagedLayer>> take() {
            synchronized (open) {
                if (taken) {
                    return Optional.empty();
                }
                taken = true;
                return Optional.of(task);
            }
        }

        /**
         * Who has joined wants it no longer.
         *
         * @return what nobody wants any more, to be discarded
         */
        Optional<Future<StagedLayer>> leave() {
            synchronized (open) {
                if (--users > 0) {
                    return Optional.empty();
                }
                open.remove(key);
                return take();
            }
        }
    }

    /** What one user has to do with an offer: whether it began it, from its own source. */
    record Joined(Offer offer, boolean own) {}

    /** Begins to unpack a layer, or joins those for whom that is being done. */
    Joined join(Digest blob, LayerLimits limits, Supplier<Future<StagedLayer>> begin) {
        Key key = new Key(blob, limits);
        synchronized (open) {
            boolean own = !open.containsKey(key);
            Offer offer = open.computeIfAbsent(key, _ -> new Offer(key, begin.get()));
            offer.users++;
            return new Joined(offer, own);
        }
    }
}
