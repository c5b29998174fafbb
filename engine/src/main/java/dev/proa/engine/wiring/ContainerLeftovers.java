package dev.proa.engine.wiring;

import dev.proa.engine.failure.Internal;
import dev.proa.engine.lifecycle.ContainerCgroups;
import dev.proa.engine.lifecycle.ContainerLogs;
import dev.proa.engine.lifecycle.Leftovers;
import dev.proa.engine.lifecycle.RootFileSystems;
import dev.proa.engine.lifecycle.Sandboxes;
import java.io.IOException;

/**
 * A container's files, and whatever of its last run could not be cleared away then: on a full disk an address stays
 * leased, since nothing can be written down until the files are gone.
 */
final class ContainerLeftovers implements Leftovers {
    private final RootFileSystems fileSystems;
    private final Sandboxes sandboxes;
    private final ContainerCgroups cgroups;
    private final ContainerLogs logs;

    ContainerLeftovers(RootFileSystems fileSystems, Sandboxes sandboxes, ContainerCgroups cgroups, ContainerLogs logs) {
        this.fileSystems = fileSystems;
        this.sandboxes = sandboxes;
        this.cgroups = cgroups;
        this.logs = logs;
    }

    @Override
    public void delete(String containerId) {
        try {
            cgroups.release(containerId);
            fileSystems.unmount(containerId);
            logs.handOver(containerId);
            fileSystems.delete(containerId);
            sandboxes.release(containerId);
        } catch (IOException failure) {
            throw new Internal("remove what container " + containerId + " left: " + failure.getMessage(), failure);
        }
    }
}
