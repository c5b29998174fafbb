package dev.proa.image.archive;

import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import java.util.List;
import java.util.Optional;

/**
 * An image found in an archive.
 *
 * @param id the digest of the config's bytes, which are a blob
 * @param layers from the lowest up; as many as the config's diff ids
 * @param names tagged names the archive gives it, in its order; may be none
 * @param manifest the digest of the OCI manifest it came with, which is a blob; empty if it came without
 */
public record LoadedImage(
        Digest id, ImageConfig config, List<LayerBlob> layers, List<ImageName> names, Optional<Digest> manifest) {
    public LoadedImage {
        layers = List.copyOf(layers);
        names = List.copyOf(names);
    }
}
