package dev.proa.runtime;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Poller;
import dev.proa.linux.process.Pidfd;
import dev.proa.linux.process.ProcessIdentity;
import dev.proa.runtime.conmon.Conmon;
import dev.proa.runtime.conmon.StreamHub;
import dev.proa.runtime.conmon.TerminalWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A process that joined a running container. Safe for use by any thread. */
public final class ExecProcess {
    private static final int KILLED = 137;

    private final int pid;
    private final Optional<ProcessIdentity> identity;
    private final Optional<AttachedStreams> streams;
    private final CompletableFuture<Integer> exit;
    private final TerminalWindow window;
    private final Poller poller;

    private ExecProcess(
            int pid,
            Optional<ProcessIdentity> identity,
            Optional<AttachedStreams> streams,
            CompletableFuture<Integer> exit,
            TerminalWindow window,
            Poller poller) {
        this.pid = pid;
        this.identity = identity;
        this.streams = streams;
        this.exit = exit;
        this.window = window;
        this.poller = poller;
    }

    static ExecProcess watch(Conmon.Joined joined, Path directory, Optional<StreamHub> hub, Poller poller)
            throws IOException {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Optional<ProcessIdentity> identity = ProcessIdentity.of(joined.pid());
        var _ = joined.exit().whenComplete((code, failure) -> {
            hub.ifPresent(StreamHub::processEnded);
            try {
                joined.monitor().awaitExit();
                RuntimeDirectory.remove(directory);
            } catch (IOException cleaningUp) {
                // What is left is below the run directory and harms nobody.
            }
            exit.complete(failure == null ? code : KILLED);
        });
        return new ExecProcess(joined.pid(), identity, joined.streams(), exit, new TerminalWindow(directory), poller);
    }

    /** Its id in this process's pid namespace. */
    public int pid() {
        return pid;
    }

    /** Its streams from the first byte on, to be closed by the caller; empty if it runs unattached. */
    public Optional<AttachedStreams> streams() {
        return streams;
    }

    /**
     * Completed with its exit code, or 128 plus the number of the signal that ended it; 137 if that was not seen. Never
     * fails.
     */
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    /**
     * Sends it a signal.
     *
     * @return false when it has ended already
     */
    public boolean signal(int signal) throws IOException {
        if (identity.isEmpty()) {
            return false;
        }
        try (Pidfd process = Pidfd.open(pid, poller)) {
            if (!identity.get().alive()) {
                return false;
            }
            process.signal(signal);
            return true;
        } catch (LinuxException failure) {
            if (failure.is(Errno.ESRCH)) {
                return false;
            }
            throw failure;
        }
    }

    /** Sets the size of its terminal, as {@link LiveContainer#resize}. */
    public void resize(int rows, int columns) throws IOException {
        window.resize(rows, columns);
    }
}
