package dev.proa.engine.imagestore;

import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.content.BlobReader;
import dev.proa.snapshot.ImageUnpacker;
import dev.proa.snapshot.LayerLimits;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Unpacks layers anew that the machine's going down has cost: the layer store does not wait for the disk and distrusts
 * what had not reached it; blobs it does wait for.
 */
final class RestoreLayers {
    private static final System.Logger LOG = System.getLogger(RestoreLayers.class.getName());

    private final ImageTable images;
    private final BlobReader blobs;
    private final LayerStore layers;
    private final StoredLayers stored;

    RestoreLayers(ImageTable images, BlobReader blobs, LayerStore layers, ImageConfigs configs) {
        this.images = images;
        this.blobs = blobs;
        this.layers = layers;
        this.stored = new StoredLayers(blobs, configs);
    }

    /** Restores what it can; an image whose layers it cannot restore is logged and stays. */
    void run() {
        for (ImageRow image : images.all()) {
            if (!image.layers().stream().allMatch(layers::contains)) {
                restore(image);
            }
        }
    }

    private void restore(ImageRow image) {
        // What was unpacked once was within the limits.
        try (ImageUnpacker unpacker = layers.unpacker(new LayerLimits(Long.MAX_VALUE))) {
            unpacker.unpack(stored.of(image), layer -> () -> blobs.open(layer.blob()));
            LOG.log(Level.INFO, "unpacked image " + image.id() + " again");
        } catch (IOException | RuntimeException failure) {
            LOG.log(Level.WARNING, "unpack image " + image.id() + " again: " + failure.getMessage(), failure);
        }
    }
}
