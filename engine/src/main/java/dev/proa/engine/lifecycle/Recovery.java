package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.runtime.ContainerRuntime;
import dev.proa.runtime.LiveContainer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows and kernel together when the engine comes back: processes that still run are taken up again, ends that
 * nobody saw are dealt with, and starts and removals that were under way are undone or finished. The kernel is the
 * truth about what runs, the database about what should exist.
 */
public final class Recovery {
    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

    private final ContainerRegistry registry;
    private final ContainerRuntime runtime;
    private final RootFileSystems fileSystems;
    private final Sandboxes sandboxes;
    private final ContainerLogs logs;
    private final ContainerCgroups cgroups;
    private final EndOfRun endOfRun;
    private final ContainerPaths paths;
    private final RemoveContainer removal;

    public Recovery(
            ContainerRegistry registry,
            ContainerRuntime runtime,
            RootFileSystems fileSystems,
            Sandboxes sandboxes,
            ContainerLogs logs,
            ContainerCgroups cgroups,
            EndOfRun endOfRun,
            ContainerPaths paths,
            RemoveContainer removal) {
        this.registry = registry;
        this.runtime = runtime;
        this.fileSystems = fileSystems;
        this.sandboxes = sandboxes;
        this.logs = logs;
        this.cgroups = cgroups;
        this.endOfRun = endOfRun;
        this.paths = paths;
        this.removal = removal;
    }

    /** Done once, before the engine takes requests. A container that cannot be recovered does not stop the others. */
    public void run() {
        Map<Container, SavedRun> unfinished = registry.unfinishedRuns();
        for (Container container : registry.all()) {
            try {
                container.change(() -> recover(container, unfinished.get(container)));
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "recover container " + container.id(), failure);
            }
        }
        unfinished.clear();
        try {
            // Of containers whose rows are gone, as after somebody emptied the root under a crashed engine.
            sandboxes.retain(registry.all().stream().map(Container::id).collect(Collectors.toSet()));
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "release the networks of containers that are gone", failure);
        }
    }

    private void recover(Container container, @Nullable SavedRun saved) {
        if (container.removing()) {
            clear(container);
            removal.finishRemoval(container);
            return;
        }
        if (saved != null && container.state().status().alive()) {
            LiveContainer process = runtime.adopt(
                    saved.restore(container.id(), container.definition().runtime()));
            Run run = new Run(container.id(), process);
            container.run(run);
            attempt(container.id(), () -> HoldStill.release(paths, container.id(), run));
            logs.begin(container);
            logs.watch(container, process);
            sandboxes.adopt(container);
            endOfRun.watch(container, run);
            return;
        }
        // Never started, ended in order, or caught between creating its process and running it.
        clear(container);
        logs.trimLater(container);
        if (container.state().status().alive()) {
            ContainerState state = container.state();
            registry.save(
                    container,
                    new ContainerState(
                            ContainerStatus.EXITED, 0, 255, "", false, state.startedAt(), java.time.Instant.now()));
        } else if (saved != null) {
            container.networks(List.of());
            container.ports(List.of());
            registry.save(container);
        }
    }

    /** Takes away what a run has left; whatever is not there is passed over. */
    private void clear(Container container) {
        String id = container.id();
        attempt(id, () -> runtime.discard(id, container.definition().runtime()));
        attempt(id, () -> cgroups.release(id));
        attempt(id, () -> sandboxes.release(id));
        attempt(id, () -> fileSystems.unmount(id));
    }

    /** One thing to take away. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(String id, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "clear what container " + id + " left", failure);
        }
    }
}
