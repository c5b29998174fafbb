package dev.proa.engine.store;

import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as it is saved; its configuration is the blob that {@code id} names.
 *
 * @param added when it came into this engine
 * @param tagged when a user last named it, null: never
 * @param layers lowest first
 * @param blobs what the layers were unpacked from, lowest first
 * @param manifest the manifest's blob, null when the image came without
 */
public record ImageRow(
        Digest id,
        Instant added,
        @Nullable Instant tagged,
        List<ChainId> layers,
        List<Digest> blobs,
        @Nullable Digest manifest) {
    public ImageRow {
        layers = List.copyOf(layers);
        blobs = List.copyOf(blobs);
    }
}
