package dev.proa.engine.wiring;

import dev.proa.engine.Filters;
import dev.proa.engine.container.ContainerQuery;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.ContainerSummary;
import dev.proa.engine.container.Containers;
import dev.proa.engine.host.ContainerOverview;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerRegistry;
import java.util.List;

/** The containers as the overview of the system sees them. */
record ContainerCounts(ContainerRegistry registry, Containers containers) implements ContainerOverview {
    @Override
    public Counts counts() {
        int running = 0;
        int paused = 0;
        int stopped = 0;
        for (Container container : registry.all()) {
            ContainerStatus status = container.state().status();
            if (status == ContainerStatus.RUNNING) {
                running++;
            } else if (status == ContainerStatus.PAUSED) {
                paused++;
            } else {
                stopped++;
            }
        }
        return new Counts(running, paused, stopped);
    }

    @Override
    public List<ContainerSummary> measured() {
        return containers.list(new ContainerQuery(true, 0, true, Filters.NONE));
    }
}
