package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerExit;
import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.RemoveOptions;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.NotFound;
import java.util.function.Consumer;

/** {@code rm}, and the removal of {@code --rm} containers at their end. */
public final class RemoveContainer {
    private final ContainerRegistry registry;
    private final SignalContainer signals;
    private final ContainerEvents events;
    private final Leftovers leftovers;
    private final Consumer<Container> afterwards;

    /** @param afterwards told of each container that is gone, rows and files; layers may be without a user then */
    public RemoveContainer(
            ContainerRegistry registry,
            SignalContainer signals,
            ContainerEvents events,
            Leftovers leftovers,
            Consumer<Container> afterwards) {
        this.registry = registry;
        this.signals = signals;
        this.events = events;
        this.leftovers = leftovers;
        this.afterwards = afterwards;
    }

    public void remove(String reference, RemoveOptions options) {
        Container container = registry.find(reference);
        if (!container.beginRemoving()) {
            throw new Conflict("removal of container " + reference + " is already in progress");
        }
        try {
            if (container.run() != null) {
                if (!options.force()) {
                    throw new Conflict("cannot remove container \"" + reference + "\": " + mustBeStopped(container));
                }
                kill(container);
            }
            remove(container);
        } finally {
            container.giveUpRemoving();
        }
    }

    private static String mustBeStopped(Container container) {
        ContainerStatus status = container.state().status();
        return status == ContainerStatus.PAUSED
                ? "container is paused and must be unpaused first"
                : "container is " + status.word() + ": stop the container before removing or force remove";
    }

    private void kill(Container container) {
        try {
            signals.killAndWait(container);
        } catch (Conflict ended) {
            if (container.run() != null) {
                throw ended;
            }
        }
    }

    /** Removes a container that has no process; its files are gone when this returns. */
    private void remove(Container container) {
        container.change(() -> {
            announce(container);
            try {
                leftovers.delete(container.id());
                registry.remove(container);
            } catch (RuntimeException failure) {
                container.state(container.state().with(ContainerStatus.DEAD));
                throw failure;
            }
            tell(container);
            afterwards.accept(container);
        });
    }

    /** Without its row saying so, an engine that dies meanwhile finds a container that has lost some of its files. */
    private void announce(Container container) {
        container.state(container.state().with(ContainerStatus.REMOVING));
        try {
            registry.save(container);
        } catch (Internal notSaved) {
            // A full disk: nothing can be written down before the container's own files are gone.
        }
    }

    /**
     * Removes a container at the end of its run, inside its operation. Whoever waits for the removal is told before the
     * files are gone: deleting them is the last and slowest step, and the row that names them goes after them.
     *
     * @param cleanUp what the run still holds
     */
    void removeAtEnd(Container container, Runnable cleanUp) {
        boolean told = buried(container);
        if (told) {
            tell(container);
        }
        try {
            cleanUp.run();
            leftovers.delete(container.id());
            registry.remove(container);
        } catch (RuntimeException failure) {
            if (!told) {
                // Stays to be removed by hand. Nobody may wait for ever for what will not happen.
                ContainerState last = container.state();
                container.state(last.with(ContainerStatus.DEAD));
                container.giveUpRemoving();
                container.exits().removed(new ContainerExit(last.exitCode(), String.valueOf(failure.getMessage())));
            }
            throw failure;
        }
        if (!told) {
            tell(container);
        }
        afterwards.accept(container);
    }

    /** On a full disk nothing can be written down before the container's own files are gone. */
    private boolean buried(Container container) {
        try {
            registry.bury(container);
            return true;
        } catch (Internal notSaved) {
            return false;
        }
    }

    /** Finishes a removal that an earlier engine had begun, inside the container's operation. */
    void finishRemoval(Container container) {
        leftovers.delete(container.id());
        forget(container);
    }

    private void forget(Container container) {
        registry.remove(container);
        tell(container);
        afterwards.accept(container);
    }

    private void tell(Container container) {
        ContainerState last = container.state();
        events.publish(container, "destroy");
        // An error here would say that the removal failed; why a start failed stands in the state.
        container.exits().removed(new ContainerExit(last.exitCode(), ""));
    }

    /** For callers to whom it does not matter who removed it. */
    boolean removed(Container container) {
        try {
            remove(container.id(), new RemoveOptions(false, false));
            return true;
        } catch (NotFound gone) {
            return false;
        } catch (EngineException inUse) {
            return false;
        }
    }
}
