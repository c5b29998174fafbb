package dev.proa.engine.imagestore;

import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.content.BlobManager;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deletes layers and blobs that no image, container or work under way uses. */
final class Garbage {
    private static final System.Logger LOG = System.getLogger(Garbage.class.getName());

    private final ImageTable images;
    private final ImageUsers containers;
    private final Holds holds;
    private final BlobManager blobs;
    private final LayerStore layers;
    private final LayerSizes sizes;

    Garbage(ImageTable images, ImageUsers containers, Holds holds, BlobManager blobs, LayerStore layers) {
        this.images = images;
        this.containers = containers;
        this.holds = holds;
        this.blobs = blobs;
        this.layers = layers;
        this.sizes = new LayerSizes(layers);
    }

    /**
     * Deletes those of some things that nobody uses any more. A failure is logged: what is left is found again by the
     * next {@link #sweep}.
     *
     * @return the layers deleted, with their bytes
     */
    Map<ChainId, Long> collect(Collection<? extends Stored> candidates) {
        Set<Stored> doomed = holds.doom(candidates, () -> Reachability.of(images.all(), containers.users()));
        Map<ChainId, Long> deleted = new HashMap<>();
        for (Stored thing : doomed) {
            try {
                switch (thing) {
                    case Stored.Blob(Digest digest) -> blobs.remove(digest);
                    case Stored.Layer(ChainId id) -> {
                        long size = sizes.of(id);
                        if (layers.remove(id)) {
                            deleted.put(id, size);
                        }
                    }
                }
            } catch (IOException | RuntimeException failure) {
                LOG.log(Level.WARNING, "delete " + thing + ": " + failure.getMessage(), failure);
            } finally {
                holds.gone(thing);
            }
        }
        return deleted;
    }

    /** Deletes everything on disk that nobody uses: what a crash left. */
    void sweep() throws IOException {
        List<Stored> everything = new ArrayList<>();
        blobs.list().forEach(blob -> everything.add(new Stored.Blob(blob)));
        layers.list().forEach(layer -> everything.add(new Stored.Layer(layer)));
        collect(everything);
    }
}
