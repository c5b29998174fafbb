package dev.proa.engine.image;

import java.util.function.Consumer;

/**
 * A pull that a registry has agreed to and that has not begun: whatever was wrong so far was thrown by who made
 * it. Holds nothing until it is run; for one run.
 */
@FunctionalInterface
public interface PendingPull {
    /**
     * Carries it out. Interrupting the thread ends it, and nothing half-made is left.
     *
     * @param progress called by this thread only; what it throws ends the pull and is thrown on
     * @throws dev.proa.engine.failure.EngineException when it fails on the way
     */
    void run(Consumer<PullStep> progress);
}
