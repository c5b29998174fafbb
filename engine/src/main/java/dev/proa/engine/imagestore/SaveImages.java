package dev.proa.engine.imagestore;

import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.ImageArchiveWriter;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.archive.SavedImage;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes images as one archive, which docker load and tools for OCI layouts read alike. */
final class SaveImages {
    private final ContentStore blobs;
    private final ImageSelection selection;
    private final StoredLayers stored;
    private final ImageConfigs configs;
    private final ImageEvents events;
    private final Holds holds;
    private final Garbage garbage;

    SaveImages(
            ImageTable images,
            ContentStore blobs,
            ImageResolver resolver,
            ImageConfigs configs,
            ImageEvents events,
            Holds holds,
            Garbage garbage) {
        this.blobs = blobs;
        this.selection = new ImageSelection(images, resolver);
        this.stored = new StoredLayers(blobs, configs);
        this.configs = configs;
        this.events = events;
        this.holds = holds;
        this.garbage = garbage;
    }

    /** Writes all images, also if one is removed meanwhile; an unknown one is refused before a byte is written. */
    void run(List<String> wanted, OutputStream archive) throws IOException {
        Set<Stored> used = new HashSet<>();
        Holds.Hold hold = holds.openReader();
        try {
            Map<ImageRow, Set<ImageName>> selected = holds.deciding(() -> {
                Map<ImageRow, Set<ImageName>> rows = selection.select(wanted);
                rows.keySet().forEach(row -> used.addAll(Reachability.of(row)));
                hold.add(used);
                return rows;
            });
            List<SavedImage> saved = new ArrayList<>();
            for (Map.Entry<ImageRow, Set<ImageName>> image : selected.entrySet()) {
                saved.add(saved(image.getKey(), List.copyOf(image.getValue()), used));
            }
            new ImageArchiveWriter(blobs).write(saved, archive);
            for (SavedImage image : saved) {
                events.happened("save", image.id(), configs.labels(image.id()));
            }
        } finally {
            hold.close();
            garbage.collect(used);
        }
    }

    private SavedImage saved(ImageRow row, List<ImageName> names, Set<Stored> used) throws IOException {
        List<LayerBlob> layers = new ArrayList<>();
        boolean asItCame = true;
        for (LayerBlob layer : stored.of(row)) {
            boolean writable = layer.compression() != Compression.XZ && layer.compression() != Compression.BZIP2;
            layers.add(writable ? layer : decompressed(layer, used));
            asItCame &= writable;
        }
        Optional<Digest> manifest = asItCame ? Optional.ofNullable(row.manifest()) : Optional.empty();
        return new SavedImage(row.id(), layers, names, manifest);
    }

    /** The OCI image format has no media type for some compressions that docker load takes (layer.md). */
    private LayerBlob decompressed(LayerBlob layer, Set<Stored> used) throws IOException {
        try (BlobDraft draft = blobs.begin();
                InputStream content = layer.compression().decompress(blobs.open(layer.blob()))) {
            draft.write(content);
            draft.finish();
            used.add(new Stored.Blob(draft.digest()));
            draft.commit();
            return new LayerBlob(draft.digest(), draft.size(), layer.diffId(), Compression.NONE);
        }
    }
}
