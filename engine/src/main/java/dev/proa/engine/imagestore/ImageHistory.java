package dev.proa.engine.imagestore;

import dev.proa.engine.failure.Internal;
import dev.proa.engine.image.HistoryLine;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import dev.proa.snapshot.ChainId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** How an image was made, the last step first. Only that step has an id and names: the others are no images here. */
final class ImageHistory {
    private static final String NO_IMAGE = "<missing>";

    private final ImageTable images;
    private final LayerSizes layers;
    private final ImageResolver resolver;
    private final ImageConfigs configs;

    ImageHistory(ImageTable images, LayerSizes layers, ImageResolver resolver, ImageConfigs configs) {
        this.images = images;
        this.layers = layers;
        this.resolver = resolver;
        this.configs = configs;
    }

    List<HistoryLine> run(String image) {
        ImageRow row = resolver.row(image);
        List<ImageConfig.History> steps = configs.of(row.id()).history();
        List<String> tags = images.namesOf(row.id()).stream()
                .filter(name -> name.digest() == null)
                .map(ImageName::familiar)
                .toList();
        List<HistoryLine> lines = new ArrayList<>();
        Iterator<ChainId> chain = row.layers().iterator();
        for (int i = 0; i < steps.size(); i++) {
            ImageConfig.History step = steps.get(i);
            long size = 0;
            if (!step.emptyLayer()) {
                if (!chain.hasNext()) {
                    throw new Internal("too many non-empty layers in History section");
                }
                size = layers.of(chain.next());
            }
            boolean last = i == steps.size() - 1;
            lines.add(new HistoryLine(
                    last ? row.id().toString() : NO_IMAGE,
                    step.created(),
                    step.createdBy(),
                    last ? tags : List.of(),
                    size,
                    step.comment()));
        }
        return List.copyOf(lines.reversed());
    }
}
