package dev.proa.engine.imagestore;

import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which other repositories of a registry a layer probably is: those that images with it were pulled from or pushed
 * to, which their names with digests tell.
 */
final class MountSources {
    private static final int TRIED = 3;

    private final Map<Digest, Set<String>> repositories = new HashMap<>();

    private MountSources() {}

    static MountSources of(ImageTable images, ImageName target) {
        MountSources sources = new MountSources();
        Map<Digest, List<ImageName>> names = images.names();
        for (ImageRow row : images.all()) {
            for (ImageName name : names.getOrDefault(row.id(), List.of())) {
                boolean elsewhere = !name.path().equals(target.path());
                if (name.digest() != null && name.domain().equals(target.domain()) && elsewhere) {
                    row.blobs()
                            .forEach(blob -> sources.repositories
                                    .computeIfAbsent(blob, _ -> new LinkedHashSet<>())
                                    .add(name.path()));
                }
            }
        }
        return sources;
    }

    /** @param blob what the layer was unpacked from here */
    List<String> of(Digest blob) {
        return repositories.getOrDefault(blob, Set.of()).stream().limit(TRIED).toList();
    }
}
