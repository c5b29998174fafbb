package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerExit;
import dev.proa.engine.container.PendingExit;
import dev.proa.engine.container.WaitCondition;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Who waits for a container's end or removal. Safe for use by any number of threads. */
public final class Exits {
    private final Set<Waiter> waiters = new HashSet<>();

    /**
     * Begins to wait.
     *
     * @param container the container this belongs to
     */
    public synchronized PendingExit await(Container container, WaitCondition condition) {
        Waiter waiter = new Waiter(condition);
        if (condition == WaitCondition.NOT_RUNNING && container.run() == null) {
            waiter.result.complete(new ContainerExit(
                    container.state().exitCode(), container.state().error()));
        } else {
            waiters.add(waiter);
        }
        return waiter;
    }

    /** The run ended. */
    synchronized void ended(ContainerExit exit) {
        complete(exit, WaitCondition.NOT_RUNNING, WaitCondition.NEXT_EXIT);
    }

    /** The container is gone: every wait is over. */
    synchronized void removed(ContainerExit lastExit) {
        complete(lastExit, WaitCondition.values());
    }

    private void complete(ContainerExit exit, WaitCondition... conditions) {
        Set<WaitCondition> holding = Set.of(conditions);
        waiters.removeIf(waiter -> holding.contains(waiter.condition) && waiter.result.complete(exit));
    }

    private final class Waiter implements PendingExit {
        private final WaitCondition condition;
        private final CompletableFuture<ContainerExit> result = new CompletableFuture<>();

        Waiter(WaitCondition condition) {
            this.condition = condition;
        }

        @Override
        public ContainerExit await() throws InterruptedException {
            try {
                return result.get();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public @Nullable ContainerExit await(Duration atMost) throws InterruptedException {
            try {
                return result.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException over) {
                return null;
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public void close() {
            synchronized (Exits.this) {
                waiters.remove(this);
            }
        }
    }
}
