package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.PendingExit;
import dev.proa.engine.container.WaitCondition;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kill}: sends a signal, and for SIGKILL sees to it that the process ends. */
public final class SignalContainer {
    /** How long a killed process may take: it can be stuck in the kernel, waiting for a disk. */
    private static final Duration KILLED = Duration.ofSeconds(10);

    private final ContainerRegistry registry;
    private final ContainerEvents events;

    public SignalContainer(ContainerRegistry registry, ContainerEvents events) {
        this.registry = registry;
        this.events = events;
    }

    /** @param text the signal's name or number, empty: KILL */
    public void kill(String reference, String text) {
        Signal signal = text.isEmpty() ? Signal.KILL : parse(text);
        try {
            Container container = registry.find(reference);
            if (signal.equals(Signal.KILL)) {
                killAndWait(container);
            } else {
                send(container, signal);
            }
        } catch (Conflict notRunning) {
            throw new Conflict("cannot kill container: " + reference + ": " + notRunning.text());
        } catch (NotFound unknown) {
            throw new NotFound("cannot kill container: " + reference + ": " + unknown.text());
        }
    }

    private static Signal parse(String text) {
        if (text.equals("0")) {
            throw new InvalidArgument("invalid signal: 0");
        }
        return Signal.parse(text);
    }

    /** Kills the process and returns when its end has been dealt with. */
    void killAndWait(Container container) {
        try (PendingExit end = container.exits().await(container, WaitCondition.NOT_RUNNING)) {
            send(container, Signal.KILL);
            if (end.await(KILLED) == null) {
                throw new Internal("container " + container.id() + " did not end within " + KILLED.toSeconds()
                        + " seconds of being killed");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Internal("interrupted while waiting for container " + container.id() + " to end", stopped);
        }
    }

    /** @throws Conflict when there is no process */
    void send(Container container, Signal signal) {
        container.change(() -> {
            Run run = container.runningOrConflict();
            boolean there = run.signal(signal);
            if (there && container.state().status() == ContainerStatus.PAUSED && ends(container, signal)) {
                // A frozen process gets its signals only once it is thawed.
                run.resume();
                registry.save(container, running(container.state()));
            }
            events.publish(container, "kill", Map.of("signal", Integer.toString(signal.number())));
        });
    }

    private static boolean ends(Container container, Signal signal) {
        return signal.equals(Signal.KILL) || signal.equals(stopSignal(container));
    }

    /** What {@code stop} sends first. */
    static Signal stopSignal(Container container) {
        @Nullable String named = container.definition().config().stopSignal();
        return named == null || named.isEmpty() ? Signal.TERM : Signal.parse(named);
    }

    private static ContainerState running(ContainerState state) {
        return state.with(ContainerStatus.RUNNING);
    }
}
