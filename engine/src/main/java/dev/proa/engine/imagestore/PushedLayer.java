package dev.proa.engine.imagestore;

import dev.proa.image.Digest;
import dev.proa.image.archive.LayerBlob;

/**
 * A layer to be pushed.
 *
 * @param asItIs whether as it is stored; else compressed
 */
record PushedLayer(LayerBlob blob, boolean asItIs) {
    private static final int SHOWN = 12;

    /** How progress calls it: by its content, as Docker does. */
    String shown() {
        return blob.diffId().hex().substring(0, SHOWN);
    }

    Digest stored() {
        return blob.blob();
    }
}
