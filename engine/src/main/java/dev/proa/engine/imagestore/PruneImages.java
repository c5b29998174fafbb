package dev.proa.engine.imagestore;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.PointInTime;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.image.ImageDeletion;
import dev.proa.engine.image.ImagePruneReport;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes the images that no container uses: those without a tag or, asked with {@code dangling=false}, all.
 *
 * <p>An image with several names that a container uses keeps them all; dockerd takes all but the last.
 */
final class PruneImages {
    private static final Set<String> KEYS = Set.of("dangling", "label", "label!", "until");

    private final ImageTable images;
    private final ImageConfigs configs;
    private final RemoveImage remove;
    private final ImageEvents events;
    private final AtomicBoolean running = new AtomicBoolean();

    PruneImages(ImageTable images, ImageConfigs configs, RemoveImage remove, ImageEvents events) {
        this.images = images;
        this.configs = configs;
        this.remove = remove;
        this.events = events;
    }

    ImagePruneReport run(Filters filters) {
        filters.accepting(KEYS);
        boolean danglingOnly = filters.flag("dangling", true);
        Optional<Instant> until = PointInTime.until(filters, Instant.now());
        if (!running.compareAndSet(false, true)) {
            throw new Conflict("a prune operation is already running");
        }
        try {
            List<ImageDeletion> steps = new ArrayList<>();
            long reclaimed = 0;
            Map<Digest, List<ImageName>> names = images.names();
            for (ImageRow row : images.all()) {
                boolean tagged =
                        names.getOrDefault(row.id(), List.of()).stream().anyMatch(name -> name.digest() == null);
                if (danglingOnly && tagged) {
                    continue;
                }
                Optional<ImageConfig> config = configs.find(row.id());
                if (config.isEmpty()
                        || (until.isPresent()
                                && ImageConfigs.created(config.get()).isAfter(until.get()))
                        || !LabelFilter.prunes(filters, config.get().config().labels())) {
                    continue;
                }
                RemoveImage.Removal removal = remove.removeUnused(row.id());
                steps.addAll(removal.steps());
                reclaimed += removal.reclaimed();
            }
            events.pruned(reclaimed);
            return new ImagePruneReport(List.copyOf(steps), reclaimed);
        } finally {
            running.set(false);
        }
    }
}
