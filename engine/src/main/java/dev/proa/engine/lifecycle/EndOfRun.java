package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.NotFound;
import dev.proa.runtime.ContainerExit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a container's process has ended: the row gets its exit code, whoever waits is told, and then what is
 * left of the run is cleared away, its network too, all as one operation of the container.
 *
 * <p>Clearing away comes last since nobody waits for it: the next start does, by waiting for the operation.
 */
public final class EndOfRun {
    private static final System.Logger LOG = System.getLogger(EndOfRun.class.getName());

    private final ContainerRegistry registry;
    private final RootFileSystems fileSystems;
    private final Sandboxes sandboxes;
    private final ContainerLogs logs;
    private final ContainerEvents events;
    private final RemoveContainer removal;

    /** Ends that are being dealt with, so that the engine can close after them. */
    private final Phaser underWay = new Phaser(1);

    public EndOfRun(
            ContainerRegistry registry,
            RootFileSystems fileSystems,
            Sandboxes sandboxes,
            ContainerLogs logs,
            ContainerEvents events,
            RemoveContainer removal) {
        this.registry = registry;
        this.fileSystems = fileSystems;
        this.sandboxes = sandboxes;
        this.logs = logs;
        this.events = events;
        this.removal = removal;
    }

    /** Deals with the end of this run when it comes, on a thread of its own. */
    void watch(Container container, Run run) {
        var _ = run.process().exit().thenAcceptAsync(exit -> end(container, run, exit), Thread::startVirtualThread);
    }

    private void end(Container container, Run run, ContainerExit exit) {
        underWay.register();
        try {
            container.change(() -> ended(container, run, exit));
        } catch (NotFound removed) {
            // Somebody removed it by force and has cleared up.
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "the end of container " + container.id(), failure);
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    /** Waits for what is under way; an end that comes later is found by the next engine. */
    public void finish() {
        underWay.arriveAndAwaitAdvance();
    }

    private void ended(Container container, Run run, ContainerExit exit) {
        if (container.run() != run) {
            return;
        }
        String id = container.id();
        List<NetworkEndpoint> networks = container.networks();
        ContainerState before = container.state();
        container.run(null);
        container.networks(List.of());
        container.state(new ContainerState(
                ContainerStatus.EXITED, 0, exit.code(), "", exit.outOfMemory(), before.startedAt(), end(before, exit)));
        // On a full disk this can fail. The container has ended all the same, and the recovery would find that out.
        sandboxes.ending(id);
        quietly("save the end of", id, () -> registry.save(container));
        tell(container, networks, exit);

        if (container.definition().host().autoRemove() && !container.takeKeptThroughEnd()) {
            removal.removeAtEnd(container, () -> clearAway(container, run));
        } else {
            clearAway(container, run);
        }
    }

    /** The end's time is a file's, by a clock that lags a few milliseconds: no run ends before it began. */
    private static Instant end(ContainerState before, ContainerExit exit) {
        @Nullable Instant started = before.startedAt();
        return started != null && exit.at().isBefore(started) ? started : exit.at();
    }

    private void tell(Container container, List<NetworkEndpoint> networks, ContainerExit exit) {
        @Nullable Instant started = container.state().startedAt();
        long seconds = started == null
                ? 0
                : Math.max(0, Duration.between(started, exit.at()).toSeconds());
        if (exit.outOfMemory()) {
            events.publish(container, "oom");
        }
        events.publish(
                container,
                "die",
                Map.of("exitCode", Integer.toString(exit.code()), "execDuration", Long.toString(seconds)));
        for (NetworkEndpoint endpoint : networks) {
            events.network(container, "disconnect", endpoint);
        }
        container.attachments().disconnect();
        container.exits().ended(new dev.proa.engine.container.ContainerExit(exit.code(), ""));
    }

    private void clearAway(Container container, Run run) {
        String id = container.id();
        quietly("delete the process of", id, run.process()::delete);
        quietly("shorten the log of", id, () -> logs.end(container));
        quietly("unmount", id, () -> fileSystems.unmount(id));
        // The kernel takes longer to delete a veth pair than all else at the end of a run together.
        quietly("release the network of", id, () -> sandboxes.release(id));
    }

    /** A step of clearing away. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** What cannot be cleared away must not keep the container from having ended; the recovery tries again. */
    private static void quietly(String what, String id, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, what + " container " + id, failure);
        }
    }
}
