package dev.proa.engine.imagestore;

import dev.proa.engine.bus.EventSink;
import dev.proa.engine.image.ImageDeletion;
import dev.proa.engine.image.PullConfig;
import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.engine.store.Database;
import dev.proa.engine.store.ImageTable;
import dev.proa.engine.store.SettingTable;
import dev.proa.image.content.DiskContentStore;
import dev.proa.image.registry.Registries;
import dev.proa.image.registry.RegistryConfig;
import dev.proa.snapshot.LayerStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An image service on a root of its own, with containers made up by the test and its events remembered. */
final class TestImages implements AutoCloseable {
    static final long LIMIT = 1L << 30;

    final List<ImageUsers.User> containers = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final Database database;
    final ImageTable table;
    final SettingTable settings;
    final DiskContentStore blobs;
    final LayerStore layers;
    final LocalImages images;
    private final Path root;

    TestImages(Path root) throws IOException {
        this(root, LIMIT);
    }

    TestImages(Path root, long limit) throws IOException {
        this.root = root;
        database = Database.open(root.resolve("proa.db"));
        table = new ImageTable(database);
        settings = new SettingTable(database);
        blobs = DiskContentStore.open(root.resolve("content"));
        layers = LayerStore.open(root.resolve("snapshots"));
        EventSink sink = (type, action, id, attributes) -> events.add(action + " " + attributes.get("name"));
        images = new LocalImages(
                table,
                blobs,
                layers,
                new Registries(RegistryConfig.DEFAULT),
                () -> List.copyOf(containers),
                sink,
                limit,
                PullConfig.DEFAULT);
    }

    List<String> load(TestArchives.Image... loaded) {
        return load(TestArchives.archive(loaded));
    }

    List<String> load(byte[] archive) {
        List<String> lines = new ArrayList<>();
        images.load(new ByteArrayInputStream(archive), lines::add);
        return lines;
    }

    /** A container of an image; it is gone when its line is removed from {@link #containers}. */
    ImageUsers.User container(String id, boolean running, String image) {
        ResolvedImage resolved = images.resolver().resolve(image);
        ImageUsers.User user = new ImageUsers.User(
                id,
                running,
                resolved.id(),
                resolved.layers().stream().map(Object::toString).toList());
        containers.add(user);
        return user;
    }

    /** What is on disk besides the database, as relative paths. */
    List<String> stored() throws IOException {
        List<String> found = new ArrayList<>();
        for (String place : List.of("content/sha256", "content/drafts", "snapshots", "snapshots/staging")) {
            try (Stream<Path> files = Files.list(root.resolve(place))) {
                files.map(file -> root.relativize(file).toString())
                        .filter(path -> !path.equals("snapshots/staging"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    static List<String> texts(List<ImageDeletion> steps) {
        return steps.stream()
                .map(step -> switch (step) {
                    case ImageDeletion.Untagged(String name) -> "Untagged: " + name;
                    case ImageDeletion.Deleted(String id) -> "Deleted: " + id;
                })
                .toList();
    }

    @Override
    public void close() {
        layers.close();
        database.close();
    }

    static Map<String, List<String>> filter(String key, String... values) {
        return Map.of(key, List.of(values));
    }
}
