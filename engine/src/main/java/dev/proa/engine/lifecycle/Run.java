package dev.proa.engine.lifecycle;

import dev.proa.engine.failure.Internal;
import dev.proa.runtime.LiveContainer;
import java.io.IOException;

/**
 * One run of a container: its process and the helpers that keep it. Made by {@link StartContainer}, or found again by
 * the recovery; what it holds is released by {@link EndOfRun}, and by nobody else.
 */
public final class Run {
    private final String id;
    private final LiveContainer process;

    Run(String id, LiveContainer process) {
        this.id = id;
        this.process = process;
    }

    /** The process, for streams and execs. */
    public LiveContainer process() {
        return process;
    }

    /** Of the startup command, in the host's pid namespace. */
    public int pid() {
        return process.saved().process().pid();
    }

    /**
     * Sends a signal to the startup command.
     *
     * @return false when the process is gone already
     */
    boolean signal(Signal signal) {
        try {
            return process.signal(signal.number());
        } catch (IOException failure) {
            throw new Internal(
                    "send signal " + signal.number() + " to container " + id + ": " + failure.getMessage(), failure);
        }
    }

    /** Freezes every process of the container. */
    void pause() {
        try {
            process.pause();
        } catch (IOException failure) {
            throw new Internal("cannot pause container " + id + ": " + failure.getMessage(), failure);
        }
    }

    /** Thaws them. */
    void resume() {
        try {
            process.resume();
        } catch (IOException failure) {
            throw new Internal("Cannot unpause container " + id + ": " + failure.getMessage(), failure);
        }
    }
}
