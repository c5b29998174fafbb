package dev.proa.engine.imagestore;

import dev.proa.image.Digest;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Layers in the form registries want them: those that are stored plain, or compressed in a way no media type is for,
 * are compressed with gzip. The result is always the same, so it is not kept; only its digest is remembered while the
 * engine runs, to ask registries whether they have it. Thread-safe.
 */
final class CompressedLayers {
    private final ContentStore blobs;
    private final Map<Digest, Known> known = new ConcurrentHashMap<>();

    /** What a layer's compressed form is. */
    record Known(Digest digest, long size) {}

    CompressedLayers(ContentStore blobs) {
        this.blobs = blobs;
    }

    static boolean asItIs(LayerBlob layer) {
        return layer.compression() == Compression.GZIP || layer.compression() == Compression.ZSTD;
    }

    /** Empty when it was not compressed yet. */
    Optional<Known> known(LayerBlob layer) {
        return Optional.ofNullable(known.get(layer.blob()));
    }

    /** The compressed layer as a draft that is finished and never committed; the caller closes it. */
    BlobDraft compress(LayerBlob layer) throws IOException {
        BlobDraft draft = blobs.begin();
        try (InputStream content = layer.compression().decompress(blobs.open(layer.blob()))) {
            Compression.gzip(content, draft);
            draft.finish();
            known.put(layer.blob(), new Known(draft.digest(), draft.size()));
            return draft;
        } catch (IOException | RuntimeException failure) {
            try (draft) {
                throw failure;
            }
        }
    }
}
