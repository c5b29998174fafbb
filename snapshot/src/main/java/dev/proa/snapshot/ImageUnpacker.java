package dev.proa.snapshot;

import dev.proa.image.Digest;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the layers of images, side by side: whiteouts need no layer below, so no layer waits for another until the
 * last step.
 *
 * <p>A layer may be offered before anybody knows which image it belongs to, while the archive or the network still
 * delivers others. {@link #unpack} then takes what is ready, checks diff ids and makes the layers visible. Closing
 * removes what was offered and not used. What several offer at the same time is unpacked once. For one thread;
 * {@link #offer} may be called by another.
 */
public final class ImageUnpacker implements AutoCloseable {
    private final LayerStore store;
    private final LayerLimits limits;
    private final Map<Digest, OfferedLayers.Joined> offered = new HashMap<>();
    private @Nullable Set<Digest> present;

    ImageUnpacker(LayerStore store, LayerLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /**
     * Starts unpacking a layer in the background. If it turns out to be damaged, only {@link #unpack} of an image that
     * needs it says so. Does nothing if the layer was offered before or is known to be unpacked in some image.
     */
    public synchronized void offer(LayerSource source) throws IOException {
        if (offered.containsKey(source.blob())) {
            return;
        }
        if (source.compression() == Compression.NONE) {
            if (present == null) {
                present = store.diffIds();
            }
            if (present.contains(source.blob())) {
                return;
            }
        }
        offered.put(
                source.blob(),
                store.offered()
                        .join(
                                source.blob(),
                                limits,
                                () -> store.workers().submit(() -> store.stage(source, limits, Digest.SHA256))));
    }

    /** Opens the stored bytes of a layer. */
    @FunctionalInterface
    public interface Blobs {
        LayerSource.Content content(LayerBlob layer);
    }

    /**
     * Makes all layers of an image available; those that are there already are taken as they are.
     *
     * <p>Either all of them are there afterwards, or those that were missing stay missing.
     *
     * @param layers from the lowest up
     * @param blobs where layers that were not offered are read from
     * @return the layers in the same order
     * @throws LayerException if a layer is damaged, hostile, too large, or does not have its diff id
     * @throws InterruptedIOException if the thread was interrupted while it waited
     */
    public List<Layer> unpack(List<LayerBlob> layers, Blobs blobs) throws IOException {
        List<ChainId> chain =
                ChainId.chain(layers.stream().map(LayerBlob::diffId).toList());
        Deque<KeyedLocks.Held> held = new ArrayDeque<>();
        try {
            // From the lowest up, like everybody, so nobody waits in a circle.
            for (ChainId id : chain) {
                held.push(store.lock(id));
            }
            return unpackLocked(layers, chain, blobs);
        } finally {
            held.forEach(KeyedLocks.Held::close);
        }
    }

    private List<Layer> unpackLocked(List<LayerBlob> layers, List<ChainId> chain, Blobs blobs) throws IOException {
        List<@Nullable Layer> found = new ArrayList<>();
        List<@Nullable Task> tasks = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = store.lookUp(chain.get(i)).orElse(null);
            found.add(layer);
            tasks.add(layer == null ? taken(layers.get(i), blobs) : null);
        }
        List<@Nullable StagedLayer> ready = new ArrayList<>();
        boolean published = false;
        try {
            for (int i = 0; i < layers.size(); i++) {
                Task task = tasks.get(i);
                if (task != null && task.borrowed() && !task.succeeds()) {
                    // Whoever began it had a source that ended with it.
                    task = begun(layers.get(i), blobs);
                    tasks.set(i, task);
                }
                ready.add(task == null ? null : await(task.future()));
            }
            List<Layer> below = new ArrayList<>();
            for (int i = 0; i < layers.size(); i++) {
                StagedLayer layer = ready.get(i);
                Layer there = found.get(i);
                if (layer != null) {
                    Digest expected = layers.get(i).diffId();
                    if (!layer.diffId().equals(expected)) {
                        // Docker's words (image/tarexport/load.go in moby).
                        throw new LayerException("invalid diffID for layer " + i + ": expected \"" + expected
                                + "\", got \"" + layer.diffId() + "\"");
                    }
                    store.adoptImplied(layer, below);
                    store.describe(layer);
                    below.add(staging(chain.get(i), layer));
                } else if (there != null) {
                    below.add(there);
                }
            }
            List<Layer> result = new ArrayList<>();
            for (int i = 0; i < layers.size(); i++) {
                StagedLayer layer = ready.get(i);
                Layer there = found.get(i);
                if (layer != null) {
                    there = store.publish(chain.get(i), layer);
                    ready.set(i, null);
                }
                if (there != null) {
                    result.add(there);
                }
            }
            published = true;
            return List.copyOf(result);
        } finally {
            if (!published) {
                giveBack(tasks, ready);
            }
        }
    }

    private static Layer staging(ChainId id, StagedLayer layer) {
        return new Layer(id, layer.diffId(), layer.directory().resolve("fs"), layer.size(), layer.hidesAllBelow());
    }

    /** @param borrowed whether another unpacker began it */
    private record Task(Future<StagedLayer> future, boolean borrowed) {
        /** Waits for it. */
        boolean succeeds() throws InterruptedIOException {
            try {
                future.get();
                return true;
            } catch (InterruptedException interrupted) {
                throw stopped(interrupted);
            } catch (ExecutionException failed) {
                return false;
            }
        }
    }

    private synchronized Task taken(LayerBlob layer, Blobs blobs) {
        OfferedLayers.Joined joined = offered.get(layer.blob());
        if (joined != null && layer.diffId().algorithm().equals(Digest.SHA256)) {
            Optional<Future<StagedLayer>> mine = joined.offer().take();
            if (mine.isPresent()) {
                return new Task(mine.get(), !joined.own());
            }
        }
        return begun(layer, blobs);
    }

    private Task begun(LayerBlob layer, Blobs blobs) {
        LayerSource source = new LayerSource(layer.blob(), layer.compression(), blobs.content(layer));
        return new Task(
                store.workers()
                        .submit(() -> store.stage(source, limits, layer.diffId().algorithm())),
                false);
    }

    private static InterruptedIOException stopped(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        InterruptedIOException stopped = new InterruptedIOException("interrupted while a layer was unpacked");
        stopped.initCause(interrupted);
        return stopped;
    }

    private static StagedLayer await(Future<StagedLayer> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof LayerException known) {
                throw new LayerException(String.valueOf(known.getMessage()), known);
            }
            throw new IOException("unpacking a layer: " + (cause == null ? failure : cause.getMessage()), failure);
        }
    }

    /** What could not be published is not wanted: finished tasks' directories go now, others' when they end. */
    private synchronized void giveBack(List<@Nullable Task> tasks, List<@Nullable StagedLayer> ready)
            throws IOException {
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            boolean published = i < ready.size() && ready.get(i) == null;
            if (task != null && !published) {
                discard(task.future());
            }
        }
    }

    private void discard(Future<StagedLayer> task) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    store.discard(task.get());
                    return;
                } catch (InterruptedException again) {
                    interrupted = true; // nobody else would remove the directory
                } catch (ExecutionException | CancellationException failed) {
                    return; // it has removed its directory itself
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes layers that were offered and nobody uses, waiting for those that are still being unpacked. */
    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        List<Future<StagedLayer>> rest = new ArrayList<>();
        offered.values().forEach(joined -> joined.offer().leave().ifPresent(rest::add));
        offered.clear();
        for (Future<StagedLayer> task : rest) {
            try {
                discard(task);
            } catch (IOException next) {
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
