package dev.proa.engine.imagestore;

import dev.proa.engine.image.PushProgress;
import dev.proa.image.Digest;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.ContentStore;
import dev.proa.image.registry.BlobContent;
import dev.proa.image.registry.RepositoryWriter;
import dev.proa.image.registry.UploadObserver;
import java.io.IOException;
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
            Digest stored = layer.stored();
            CompressedLayers.Known form =
                    new CompressedLayers.Known(stored, layer.blob().size());
            if (!there(layer, stored)) {
                send(layer, new BlobContent(stored, form.size(), () -> blobs.open(stored)));
            }
            return form;
        }
        Optional<CompressedLayers.Known> known = compressed.known(layer.blob());
        if (known.isPresent() && there(layer, known.get().digest())) {
            return known.get();
        }
        try (BlobDraft draft = compressed.compress(layer.blob())) {
            if (known.isPresent() || !there(layer, draft.digest())) {
                send(layer, new BlobContent(draft.digest(), draft.size(), draft::open));
            }
            return new CompressedLayers.Known(draft.digest(), draft.size());
        }
    }

    /** Whether the repository has it, if need be from another repository that has. */
    private boolean there(PushedLayer layer, Digest digest) throws IOException {
        if (repository.has(digest)) {
            progress.state(layer.shown(), "Layer already exists");
            return true;
        }
        Optional<String> mounted = repository.mount(digest, sources.of(layer.stored()));
        mounted.ifPresent(from -> progress.state(layer.shown(), "Mounted from " + from));
        return mounted.isPresent();
    }

    private void send(PushedLayer layer, BlobContent content) throws IOException {
        repository.write(content, new Bar(layer.shown(), content.size()));
        progress.state(layer.shown(), "Pushed");
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
