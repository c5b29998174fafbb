package dev.proa.engine.lifecycle;

import dev.proa.engine.container.PendingExit;
import dev.proa.engine.container.StopOptions;
import dev.proa.engine.container.WaitCondition;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.NotModified;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code stop}: asks the process to end, and after a while makes it. */
public final class StopContainer {
    private static final int DEFAULT_SECONDS = 10;

    private final ContainerRegistry registry;
    private final SignalContainer signals;
    private final ContainerEvents events;

    public StopContainer(ContainerRegistry registry, SignalContainer signals, ContainerEvents events) {
        this.registry = registry;
        this.signals = signals;
        this.events = events;
    }

    public void stop(String reference, StopOptions options) {
        Container container = registry.find(reference);
        if (!stop(container, options)) {
            throw new NotModified("container is already stopped");
        }
    }

    /**
     * Returns when the end of the process has been dealt with. An interrupt gives up waiting; the process may then end
     * later.
     *
     * @return false when there was no process
     */
    boolean stop(Container container, StopOptions options) {
        Signal signal = options.signal() == null || options.signal().isEmpty()
                ? SignalContainer.stopSignal(container)
                : Signal.parse(options.signal());
        if (container.run() == null) {
            return false;
        }
        try (PendingExit end = container.exits().await(container, WaitCondition.NOT_RUNNING)) {
            signals.send(container, signal);
            if (!endedWithin(end, seconds(container, options))) {
                signals.killAndWait(container);
            }
        } catch (Conflict ended) {
            // It ended by itself between our look and our signal; that is what was wanted.
            if (container.run() != null) {
                throw ended;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Internal("interrupted while waiting for container " + container.id() + " to stop", stopped);
        }
        events.publish(container, "stop");
        return true;
    }

    private static boolean endedWithin(PendingExit end, int seconds) throws InterruptedException {
        if (seconds < 0) {
            end.await();
            return true;
        }
        return end.await(Duration.ofSeconds(seconds)) != null;
    }

    private static int seconds(Container container, StopOptions options) {
        if (options.timeout() != null) {
            return options.timeout();
        }
        @Nullable Integer configured = container.definition().config().stopTimeout();
        return configured == null ? DEFAULT_SECONDS : configured;
    }
}
