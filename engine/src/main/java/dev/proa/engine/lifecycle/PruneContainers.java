package dev.proa.engine.lifecycle;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.PointInTime;
import dev.proa.engine.PruneReport;
import dev.proa.engine.failure.Conflict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;

/** {@code container prune}: removes every container that does not run. */
public final class PruneContainers {
    private static final Set<String> KEYS = Set.of("label", "label!", "until");

    private final ContainerRegistry registry;
    private final RemoveContainer removal;
    private final ToLongFunction<Container> writableSize;
    private final ContainerEvents events;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** @param writableSize bytes a container's own layer holds */
    public PruneContainers(
            ContainerRegistry registry,
            RemoveContainer removal,
            ToLongFunction<Container> writableSize,
            ContainerEvents events) {
        this.registry = registry;
        this.removal = removal;
        this.writableSize = writableSize;
        this.events = events;
    }

    public PruneReport prune(Filters given) {
        Filters filters = given.accepting(KEYS);
        Optional<Instant> until = PointInTime.until(filters, Instant.now());
        if (!underWay.compareAndSet(false, true)) {
            throw new Conflict("a prune operation is already running");
        }
        try {
            List<String> removed = new ArrayList<>();
            long reclaimed = 0;
            for (Container container : registry.all()) {
                if (container.run() == null && wanted(container, filters, until)) {
                    long size = writableSize.applyAsLong(container);
                    if (removal.removed(container)) {
                        removed.add(container.id());
                        reclaimed += size;
                    }
                }
            }
            events.pruned(reclaimed);
            return new PruneReport(removed, reclaimed);
        } finally {
            underWay.set(false);
        }
    }

    private static boolean wanted(Container container, Filters filters, Optional<Instant> until) {
        return (until.isEmpty() || !container.created().isAfter(until.get()))
                && LabelFilter.prunes(filters, container.definition().config().labels());
    }
}
