package dev.proa.engine.imagestore;

import dev.proa.engine.image.VerifyReport;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.content.BlobNotFoundException;
import dev.proa.image.content.BlobReader;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.LayerSource;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads all that images are made of and names what is damaged: each blob is hashed, each unpacked layer compared with its
 * blob. An image that is removed meanwhile is passed over. Nothing is repaired; the next pull does so, see
 * {@link MendLayers}.
 */
final class VerifyImages {
    private static final int BUFFER = 256 * 1024;

    private final ImageTable images;
    private final BlobReader blobs;
    private final LayerStore layers;
    private final StoredLayers stored;
    private final Holds holds;
    private final Garbage garbage;

    VerifyImages(
            ImageTable images,
            BlobReader blobs,
            LayerStore layers,
            ImageConfigs configs,
            Holds holds,
            Garbage garbage) {
        this.images = images;
        this.blobs = blobs;
        this.layers = layers;
        this.stored = new StoredLayers(blobs, configs);
        this.holds = holds;
        this.garbage = garbage;
    }

    /** What was found so far. */
    private static final class Findings {
        private final Set<Digest> blobs = new HashSet<>();
        private final Set<ChainId> layers = new HashSet<>();
        private final Map<String, Stored> things = new LinkedHashMap<>();
        private final Map<String, List<String>> problems = new HashMap<>();
        private final Map<String, List<String>> users = new HashMap<>();

        void damaged(Stored thing, List<String> what) {
            things.put(key(thing), thing);
            problems.put(key(thing), what);
        }

        static String key(Stored thing) {
            return switch (thing) {
                case Stored.Blob(Digest digest) -> digest.toString();
                case Stored.Layer(ChainId id) -> "layer " + id;
            };
        }
    }

    VerifyReport run() {
        Findings findings = new Findings();
        for (ImageRow image : images.all()) {
            Holds.Hold hold = holds.open();
            try {
                Optional<ImageRow> present = holds.deciding(() -> {
                    Optional<ImageRow> row = images.find(image.id());
                    row.ifPresent(there -> hold.add(Reachability.of(there)));
                    return row;
                });
                present.ifPresent(row -> verify(row, findings));
            } finally {
                hold.close();
                garbage.collect(Reachability.of(image));
            }
        }
        List<VerifyReport.Damage> damaged = new ArrayList<>();
        findings.things.forEach((key, thing) -> damaged.add(new VerifyReport.Damage(
                thing instanceof Stored.Blob ? "blob" : "layer",
                thing instanceof Stored.Layer(ChainId id) ? id.toString() : key,
                List.copyOf(findings.users.getOrDefault(key, List.of())),
                findings.problems.getOrDefault(key, List.of()))));
        return new VerifyReport(findings.blobs.size(), findings.layers.size(), List.copyOf(damaged));
    }

    private void verify(ImageRow image, Findings findings) {
        for (Stored part : Reachability.of(image)) {
            if (part instanceof Stored.Blob(Digest digest) && findings.blobs.add(digest)) {
                blob(digest).ifPresent(problem -> findings.damaged(part, List.of(problem)));
            }
        }
        boolean readable =
                Reachability.of(image).stream().noneMatch(part -> findings.things.containsKey(Findings.key(part)));
        for (int i = 0; i < image.layers().size(); i++) {
            ChainId id = image.layers().get(i);
            if (findings.layers.add(id)) {
                Stored.Layer thing = new Stored.Layer(id);
                List<String> problems = layer(image, i, readable);
                if (!problems.isEmpty()) {
                    findings.damaged(thing, problems);
                }
            }
        }
        for (Stored part : Reachability.of(image)) {
            findings.users
                    .computeIfAbsent(Findings.key(part), _ -> new ArrayList<>())
                    .add(image.id().toString());
        }
    }

    private Optional<String> blob(Digest digest) {
        MessageDigest hash = Digest.hash(digest.algorithm());
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = blobs.open(digest)) {
            for (int n; (n = in.read(buffer)) >= 0; ) {
                hash.update(buffer, 0, n);
            }
        } catch (BlobNotFoundException missing) {
            return Optional.of("missing");
        } catch (IOException unreadable) {
            return Optional.of("cannot be read: " + unreadable.getMessage());
        }
        Digest actual = Digest.of(digest.algorithm(), hash);
        return actual.equals(digest) ? Optional.empty() : Optional.of("its content has the digest " + actual);
    }

    /** @param readable whether the image's blobs are whole, so that the layer can be compared */
    private List<String> layer(ImageRow image, int index, boolean readable) {
        ChainId id = image.layers().get(index);
        try {
            if (!layers.contains(id)) {
                return List.of("missing");
            }
            if (!readable) {
                return List.of();
            }
            LayerBlob blob = stored.of(image).get(index);
            return layers.verify(id, new LayerSource(blob.blob(), blob.compression(), () -> blobs.open(blob.blob())));
        } catch (NoSuchFileException missing) {
            return List.of("missing");
        } catch (IOException unreadable) {
            return List.of("cannot be compared: " + unreadable.getMessage());
        }
    }
}
