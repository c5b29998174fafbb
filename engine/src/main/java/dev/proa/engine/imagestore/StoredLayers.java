package dev.proa.engine.imagestore;

import dev.proa.engine.store.ImageRow;
import dev.proa.image.Digest;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.content.BlobReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the layers of an image were unpacked from. */
final class StoredLayers {
    private final BlobReader blobs;
    private final ImageConfigs configs;

    StoredLayers(BlobReader blobs, ImageConfigs configs) {
        this.blobs = blobs;
        this.configs = configs;
    }

    /**
     * The layers' blobs, lowest first.
     *
     * @throws dev.proa.image.content.BlobNotFoundException if one is missing
     */
    List<LayerBlob> of(ImageRow image) throws IOException {
        List<Digest> diffIds = configs.of(image.id()).diffIds();
        List<LayerBlob> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            Digest blob = image.blobs().get(i);
            layers.add(new LayerBlob(blob, blobs.size(blob), diffIds.get(i), compression(blob)));
        }
        return layers;
    }

    private Compression compression(Digest blob) throws IOException {
        try (BufferedInputStream content = new BufferedInputStream(blobs.open(blob), 512)) {
            return Compression.detect(content);
        }
    }
}
