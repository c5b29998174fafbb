package dev.proa.image.archive;

import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import java.util.List;
import java.util.Optional;

/**
 * An image to be written to an archive; all its digests are of blobs in the store.
 *
 * @param id the digest of the config
 * @param layers from the lowest up
 * @param names tagged names to be written with it
 * @param manifest the OCI or Docker manifest it came with, so that it keeps its digest; empty to have one made
 */
public record SavedImage(Digest id, List<LayerBlob> layers, List<ImageName> names, Optional<Digest> manifest) {
    public SavedImage {
        layers = List.copyOf(layers);
        names = List.copyOf(names);
    }
}
