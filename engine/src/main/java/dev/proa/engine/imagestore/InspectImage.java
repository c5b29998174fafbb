package dev.proa.engine.imagestore;

import dev.proa.engine.failure.Internal;
import dev.proa.engine.image.ImageView;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All there is to say of one image. */
final class InspectImage {
    private final ImageTable images;
    private final LayerStore layers;
    private final ImageResolver resolver;
    private final ImageConfigs configs;

    InspectImage(ImageTable images, LayerStore layers, ImageResolver resolver, ImageConfigs configs) {
        this.images = images;
        this.layers = layers;
        this.resolver = resolver;
        this.configs = configs;
    }

    ImageView run(String image) {
        ImageRow row = resolver.row(image);
        ImageConfig config = configs.of(row.id());
        List<ImageName> names = images.namesOf(row.id());
        return new ImageView(
                row.id(),
                familiar(names, false),
                familiar(names, true),
                null,
                comment(config),
                config,
                new LayerSizes(layers).of(row.layers()),
                graph(row.layers()),
                row.tagged());
    }

    private static List<String> familiar(List<ImageName> names, boolean digests) {
        return names.stream()
                .filter(name -> (name.digest() != null) == digests)
                .map(ImageName::familiar)
                .toList();
    }

    private static String comment(ImageConfig config) {
        return config.comment().isEmpty() && !config.history().isEmpty()
                ? config.history().getLast().comment()
                : config.comment();
    }

    /** The topmost layer as the upper directory, the others below it; nothing is mounted, so there is no merged one. */
    private Map<String, String> graph(List<ChainId> chain) {
        if (chain.isEmpty()) {
            return Map.of();
        }
        List<Path> directories = new ArrayList<>();
        for (ChainId id : chain.reversed()) {
            try {
                directories.add(layers.get(id).directory());
            } catch (IOException failure) {
                throw new Internal("find layer " + id + ": " + failure.getMessage(), failure);
            }
        }
        Map<String, String> graph = new TreeMap<>();
        graph.put("UpperDir", directories.getFirst().toString());
        if (directories.size() > 1) {
            graph.put(
                    "LowerDir", directories.stream().skip(1).map(Path::toString).collect(Collectors.joining(":")));
        }
        return graph;
    }
}
