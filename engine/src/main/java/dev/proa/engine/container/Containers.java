package dev.proa.engine.container;

import dev.proa.engine.Filters;
import dev.proa.engine.PruneReport;
import java.util.List;

/**
 * The containers of an engine.
 *
 * <p>A {@code container} argument is a full id, a unique beginning of one, or a name with or without its leading
 * slash. Every method throws {@link dev.proa.engine.failure.NotFound} when there is no such container, and what its
 * comment names. All are safe for use by any number of threads; what changes one container happens one after another.
 */
public interface Containers {
    /**
     * Checks everything that can be checked and remembers the container; no process, mount or network is made.
     *
     * @throws dev.proa.engine.failure.InvalidArgument for a request that can never work
     * @throws dev.proa.engine.failure.Conflict when the name is taken
     * @throws dev.proa.engine.failure.NotSupported for what Proa does not have yet
     */
    CreatedContainer create(ContainerRequest request);

    /**
     * @throws dev.proa.engine.failure.NotModified when it runs already
     * @throws dev.proa.engine.failure.StartFailure when its command cannot be started; it is left exited
     */
    void start(String container);

    /** @throws dev.proa.engine.failure.NotModified when it does not run */
    void stop(String container, StopOptions options);

    void restart(String container, StopOptions options);

    /**
     * @param signal name with or without SIG, or number
     * @throws dev.proa.engine.failure.Conflict when it does not run
     */
    void kill(String container, String signal);

    void pause(String container);

    void unpause(String container);

    void rename(String container, String newName);

    /** @throws dev.proa.engine.failure.Conflict when it runs and force was not said */
    void remove(String container, RemoveOptions options);

    /** Begins to wait; the caller closes what it gets. */
    PendingExit await(String container, WaitCondition condition);

    List<ContainerSummary> list(ContainerQuery query);

    /** @param size also measure its file system */
    ContainerView inspect(String container, boolean size);

    /** Opens the log; the caller closes it. */
    LogStream logs(String container, LogOptions options);

    /** Takes hold of the streams; the caller closes what it gets. A container not yet started is waited for. */
    Attachment attach(String container, AttachOptions options);

    /** @throws dev.proa.engine.failure.Conflict when it does not run or has no terminal */
    void resize(String container, int rows, int columns);

    /** @param psArguments arguments for ps(1), null or empty: {@code -ef} */
    ProcessTable top(String container, String psArguments);

    /** Removes containers that do not run; filters {@code label}, {@code label!} and {@code until}. */
    PruneReport prune(Filters filters);
}
