package dev.proa.engine.container;

import org.jspecify.annotations.Nullable;

/** Commands run in running containers besides their startup command. An exec is forgotten with its container. */
public interface Execs {
    /**
     * @return the exec's id
     * @throws dev.proa.engine.failure.Conflict when the container does not run or is paused
     */
    String create(String container, ExecRequest request);

    /**
     * Starts the command and takes hold of the streams it was created with; the caller closes what it gets.
     *
     * @param size what its terminal measures from the start, if it has one; null: as it was created with
     * @throws dev.proa.engine.failure.StartFailure when the command cannot be started
     */
    Attachment start(String exec, @Nullable TerminalSize size);

    /** Starts the command and leaves it alone. */
    void startDetached(String exec);

    ExecView inspect(String exec);

    void resize(String exec, int rows, int columns);
}
