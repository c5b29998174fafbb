package dev.proa.engine.lifecycle;

import dev.proa.runtime.LiveContainer;
import dev.proa.runtime.log.LogKeeper;
import dev.proa.runtime.log.LogLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The logs of containers: where they are, how large they may become, and who looks after that during a run. */
public final class ContainerLogs {
    private final ContainerPaths paths;
    private final LogKeeper keeper;

    /** @param keeper stays the caller's */
    public ContainerLogs(ContainerPaths paths, LogKeeper keeper) {
        this.paths = paths;
        this.keeper = keeper;
    }

    /** How much is kept of a container's output; empty: nothing. */
    public static Optional<LogLimits> limits(Container container) {
        return LogRules.limits(container.definition().host().log());
    }

    /**
     * Before a run's process is made.
     *
     * @return where its output is to be written to; empty: nowhere
     */
    Optional<Path> begin(Container container) {
        Path log = paths.log(container.id());
        Optional<LogLimits> limits = limits(container);
        limits.ifPresent(kept -> keeper.begin(log, kept));
        return limits.map(_ -> log);
    }

    /** When the run's process was made. */
    void watch(Container container, LiveContainer process) {
        if (limits(container).isPresent()) {
            keeper.watch(paths.log(container.id()), process::reopenLog);
        }
    }

    /** After the end of the run's process and its conmon, or when they could not be made. */
    void end(Container container) throws IOException {
        if (limits(container).isPresent()) {
            keeper.end(paths.log(container.id()));
        }
    }

    /** For a container that does not run when the engine opens: an engine before this one may have left it too large. */
    void trimLater(Container container) {
        limits(container).ifPresent(limits -> keeper.trimLater(paths.log(container.id()), limits));
    }

    /** Before a container's files are removed: who reads its log gets the rest of it. */
    public void handOver(String id) throws IOException {
        keeper.handOver(paths.log(id));
    }
}
