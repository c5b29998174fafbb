package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Internal;

/** {@code pause} and {@code unpause}: freezes and thaws all processes of a container. */
public final class PauseContainer {
    private final ContainerRegistry registry;
    private final ContainerEvents events;

    public PauseContainer(ContainerRegistry registry, ContainerEvents events) {
        this.registry = registry;
        this.events = events;
    }

    public void pause(String reference) {
        Container container = registry.find(reference);
        container.change(() -> {
            Run run = container.runningOrConflict();
            if (container.state().status() == ContainerStatus.PAUSED) {
                throw new Conflict("container " + container.id() + " is already paused");
            }
            run.pause();
            registry.save(container, container.state().with(ContainerStatus.PAUSED));
            events.publish(container, "pause");
        });
    }

    public void unpause(String reference) {
        Container container = registry.find(reference);
        container.change(() -> {
            if (container.state().status() != ContainerStatus.PAUSED) {
                // Docker answers this one with 500.
                throw new Internal("Container " + container.id() + " is not paused");
            }
            container.runningOrConflict().resume();
            registry.save(container, container.state().with(ContainerStatus.RUNNING));
            events.publish(container, "unpause");
        });
    }
}
