package dev.proa.engine.imagestore;

import dev.proa.engine.store.ImageRow;
import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageManifest;
import dev.proa.image.ManifestDocument;
import dev.proa.image.MediaTypes;
import dev.proa.image.archive.Compression;
import dev.proa.image.content.BlobReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifest an image is pushed with: the one it came with, byte for byte, else one made of what is stored. */
final class PushManifest {
    private static final int LIMIT = 8 << 20;

    private final BlobReader blobs;

    PushManifest(BlobReader blobs) {
        this.blobs = blobs;
    }

    /** A manifest's bytes and what they are. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Document(String mediaType, byte[] json) {}

    /** The manifest the image came with; empty when it came without, or its layers were kept in another form. */
    Optional<Document> stored(ImageRow image) throws IOException {
        Digest digest = image.manifest();
        if (digest == null || !blobs.contains(digest)) {
            return Optional.empty();
        }
        byte[] json = blobs.read(digest, LIMIT);
        boolean same = ManifestDocument.parse(json, "") instanceof ImageManifest manifest
                && manifest.config().digest().equals(image.id())
                && manifest.layers().stream().map(Descriptor::digest).toList().equals(image.blobs());
        return same ? Optional.of(new Document(ManifestDocument.parse(json, "").mediaType(), json)) : Optional.empty();
    }

    /**
     * A new manifest, always the same for the same image.
     *
     * @param layers what was pushed for each layer, lowest first
     */
    Document made(ImageRow image, List<PushedLayer> layers, Map<Digest, CompressedLayers.Known> pushed)
            throws IOException {
        // Docker's documents know no zstd.
        boolean oci = layers.stream().anyMatch(layer -> layer.blob().compression() == Compression.ZSTD);
        List<Descriptor> descriptors = new ArrayList<>();
        for (PushedLayer layer : layers) {
            CompressedLayers.Known sent = pushed.get(layer.stored());
            if (sent == null) {
                throw new IllegalStateException("layer " + layer.stored() + " was not pushed");
            }
            String type = layer.blob().compression() == Compression.ZSTD
                    ? MediaTypes.OCI_LAYER_ZSTD
                    : oci ? MediaTypes.OCI_LAYER_GZIP : MediaTypes.DOCKER_LAYER_GZIP;
            descriptors.add(Descriptor.of(type, sent.digest(), sent.size()));
        }
        String type = oci ? MediaTypes.OCI_MANIFEST : MediaTypes.DOCKER_MANIFEST;
        Descriptor config = Descriptor.of(
                oci ? MediaTypes.OCI_CONFIG : MediaTypes.DOCKER_CONFIG, image.id(), blobs.size(image.id()));
        return new Document(type, new ImageManifest(type, config, descriptors, Map.of()).toJson());
    }
}
