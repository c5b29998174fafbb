package dev.proa.engine.imagestore;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.image.ImagePush;
import dev.proa.engine.image.PushProgress;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import dev.proa.image.content.ContentStore;
import dev.proa.image.registry.BlobContent;
import dev.proa.image.registry.Registries;
import dev.proa.image.registry.RegistryClient;
import dev.proa.image.registry.RegistryName;
import dev.proa.image.registry.RepositoryWriter;
import dev.proa.image.registry.UploadObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings images to a registry: layers it does not have, configuration, and last the manifest that makes them one. */
final class PushImage {
    private final ImageTable images;
    private final ContentStore blobs;
    private final Registries registries;
    private final ImageResolver resolver;
    private final ImageConfigs configs;
    private final ImageEvents events;
    private final Holds holds;
    private final Garbage garbage;
    private final PushManifest manifests;
    private final CompressedLayers compressed;

    PushImage(
            ImageTable images,
            ContentStore blobs,
            Registries registries,
            ImageResolver resolver,
            ImageConfigs configs,
            ImageEvents events,
            Holds holds,
            Garbage garbage) {
        this.images = images;
        this.blobs = blobs;
        this.registries = registries;
        this.resolver = resolver;
        this.configs = configs;
        this.events = events;
        this.holds = holds;
        this.garbage = garbage;
        this.manifests = new PushManifest(blobs);
        this.compressed = new CompressedLayers(blobs);
    }

    /** Interrupting it ends it; the registry then has nothing new that can be seen. */
    void run(ImagePush request, PushProgress progress) throws IOException {
        ImageName name = ImageArgument.name(request.name());
        if (name.digest() != null) {
            throw new InvalidArgument("cannot push a digest reference");
        }
        String platform = request.platform();
        if (platform != null) {
            resolver.hold(request.name(), platform).close();
        }
        progress.message("The push refers to repository [" + name.repository() + "]");
        List<Stored> used = new ArrayList<>();
        Holds.Hold hold = holds.openReader();
        try {
            Map<ImageName, ImageRow> chosen = holds.deciding(() -> {
                Map<ImageName, ImageRow> rows = select(name);
                rows.values().forEach(row -> used.addAll(Reachability.of(row)));
                hold.add(used);
                return rows;
            });
            RegistryClient client = registries.connect(RegistryName.of(name), request.credentials());
            RepositoryWriter repository = new RepositoryWriter(client, name.path());
            for (Map.Entry<ImageName, ImageRow> image : chosen.entrySet()) {
                push(image.getKey(), image.getValue(), repository, progress);
            }
            events.pushed(name, name.tag() == null ? Map.of() : labels(chosen));
        } finally {
            hold.close();
            garbage.collect(used);
        }
    }

    private Map<String, String> labels(Map<ImageName, ImageRow> chosen) {
        return chosen.values().stream()
                .findFirst()
                .flatMap(row -> configs.find(row.id()))
                .map(config -> config.config().labels())
                .orElse(Map.of());
    }

    private Map<ImageName, ImageRow> select(ImageName name) {
        List<ImageName> tagged = images.names().values().stream()
                .flatMap(List::stream)
                .filter(other -> other.digest() == null && other.repository().equals(name.repository()))
                .sorted((a, b) -> a.canonical().compareTo(b.canonical()))
                .toList();
        if (tagged.isEmpty()) {
            throw new NotFound("An image does not exist locally with the tag: " + name.familiarRepository());
        }
        Map<ImageName, ImageRow> chosen = new LinkedHashMap<>();
        for (ImageName one : tagged) {
            if (name.tag() == null || name.equals(one)) {
                images.idOf(one).flatMap(images::find).ifPresent(row -> chosen.put(one, row));
            }
        }
        if (chosen.isEmpty()) {
            throw new NotFound("tag does not exist: " + name.familiar());
        }
        return chosen;
    }

    private void push(ImageName name, ImageRow row, RepositoryWriter repository, PushProgress progress)
            throws IOException {
        Optional<PushManifest.Document> stored = manifests.stored(row);
        List<PushedLayer> layers = new StoredLayers(blobs, configs)
                .of(row).stream()
                        .map(blob -> new PushedLayer(blob, stored.isPresent() || CompressedLayers.asItIs(blob)))
                        .toList();
        PushLayer push = new PushLayer(blobs, compressed, repository, MountSources.of(images, name), progress);
        Map<Digest, CompressedLayers.Known> pushed = new PushLayers(push, progress).run(layers);
        if (!repository.has(row.id())) {
            repository.write(new BlobContent(row.id(), blobs.size(row.id()), () -> blobs.open(row.id())), SILENT);
        }
        PushManifest.Document manifest = stored.isPresent() ? stored.get() : manifests.made(row, layers, pushed);
        String tag = String.valueOf(name.tag());
        Digest digest = repository.writeManifest(tag, manifest.mediaType(), manifest.json());
        holds.deciding(() -> {
            if (images.find(row.id()).isPresent()) {
                images.name(name.withoutTagAndDigest().withDigest(digest), row.id());
            }
            return true;
        });
        progress.pushed(tag, digest, manifest.json().length);
    }

    /** A configuration is small; Docker does not tell of it. */
    private static final UploadObserver SILENT = new UploadObserver() {
        @Override
        public void sent(long bytes) {}

        @Override
        public void retrying() {}
    };
}
