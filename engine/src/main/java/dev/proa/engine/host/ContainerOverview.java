package dev.proa.engine.host;

import dev.proa.engine.container.ContainerSummary;
import java.util.List;

/** What the overview of the system has to know of containers, and no more. */
public interface ContainerOverview {
    /**
     * How many containers there are.
     *
     * @param stopped neither running nor paused, also those never started
     */
    record Counts(int running, int paused, int stopped) {
        public int all() {
            return running + paused + stopped;
        }
    }

    Counts counts();

    /** Every container, with the sizes of its file system. */
    List<ContainerSummary> measured();
}
