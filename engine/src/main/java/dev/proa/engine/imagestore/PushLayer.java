package dev.proa.engine.imagestore;

import dev.proa.engine.image.PushProgress;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.ContentStore;
import dev.proa.image.registry.BlobContent;
import dev.proa.image.registry.RepositoryWriter;
import dev.proa.image.registry.UploadObserver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Brings layers to a registry, telling how far each is. */
final class PushLayer {
    private final ContentStore blobs;
    private final CompressedLayers compressed;
    private final RepositoryWriter repository;
    private final MountSources sources;
    private final PushProgress progress;

    PushLayer(
            ContentStore blobs,
            CompressedLayers compressed,
            RepositoryWriter repository,
            MountSources sources,
            PushProgress progress) {
        this.blobs = blobs;
        this.compressed = compressed;
        this.repository = repository;
        this.sources = sources;
        this.progress = progress;
    }

    /**
     * Returns when the registry has the layer.
     *
     * @return what the registry has of it
     */
    CompressedLayers.Known run(PushedLayer layer) throws IOException {
        if (layer.asItIs()) {
            long size = layer.blob().size();
            return there(layer, new BlobContent(layer.stored(), size, () -> blobs.open(layer.stored())));
        }
        Optional<CompressedLayers.Known> known = compressed.known(layer.blob());
        if (known.isPresent() && repository.has(known.get().digest())) {
            progress.state(layer.shown(), "Layer already exists");
            return known.get();
        }
        try (BlobDraft draft = compressed.compress(layer.blob())) {
            return there(layer, new BlobContent(draft.digest(), draft.size(), draft::open));
        }
    }

    private CompressedLayers.Known there(PushedLayer layer, BlobContent content) throws IOException {
        String id = layer.shown();
        CompressedLayers.Known result = new CompressedLayers.Known(content.digest(), content.size());
        if (repository.has(content.digest())) {
            progress.state(id, "Layer already exists");
            return result;
        }
        List<String> candidates = sources.of(layer.stored());
        Optional<String> mounted = repository.write(content, candidates, new Bar(id, content.size()));
        progress.state(id, mounted.map(from -> "Mounted from " + from).orElse("Pushed"));
        return result;
    }

    /** Tells of every half percent, so that a client on a slow terminal does not hold the upload up. */
    private final class Bar implements UploadObserver {
        private static final int STEPS = 200;

        private final String id;
        private final long size;
        private long told = -1;

        Bar(String id, long size) {
            this.id = id;
            this.size = size;
        }

        @Override
        public void sent(long bytes) {
            long step = size == 0 ? STEPS : bytes * STEPS / size;
            if (step != told) {
                told = step;
                progress.bytes(id, "Pushing", bytes, size);
            }
        }

        @Override
        public void retrying() {
            progress.state(id, "Retrying");
        }
    }
}
