package dev.proa.engine.query;

import dev.proa.engine.container.ProcessTable;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.linux.cgroup.CgroupLayout;
import dev.proa.runtime.top.ProcessLister;
import dev.proa.runtime.top.ProcessListing;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code top}: the processes of a container, those in its cgroup, as the host's ps(1) shows them. */
public final class ListProcesses {
    private final ProcessLister lister;
    private final ContainerEvents events;

    public ListProcesses(ProcessLister lister, ContainerEvents events) {
        this.lister = lister;
        this.events = events;
    }

    /** @param psArguments for ps, empty: {@code -ef} */
    public ProcessTable of(Container container, String psArguments) {
        int init = container.runningOrConflict().pid();
        try {
            Set<Integer> pids = CgroupLayout.detect().cgroupOf(init).pids().stream()
                    .map(Math::toIntExact)
                    .collect(Collectors.toSet());
            ProcessListing listing = lister.list(pids, psArguments);
            events.publish(container, "top");
            return new ProcessTable(listing.titles(), listing.processes());
        } catch (IOException failure) {
            throw new Internal(String.valueOf(failure.getMessage()), failure);
        } catch (IllegalArgumentException refused) {
            throw new Internal(String.valueOf(refused.getMessage()), refused);
        }
    }
}
