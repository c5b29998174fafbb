package dev.proa.runtime;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.io.Poller;
import dev.proa.linux.process.Pidfd;
import dev.proa.runtime.conmon.Conmon;
import dev.proa.runtime.conmon.StreamHub;
import dev.proa.runtime.conmon.TerminalWindow;
import dev.proa.runtime.spec.ProcessSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A container that was created and may be running. Safe for use by any thread; nothing of it has to be closed, but
 * {@link #delete} has to follow in the end, be it of the next daemon.
 */
public final class LiveContainer {
    private final SavedContainer saved;
    private final RuntimeDirectory directory;
    private final RuntimeCommand command;
    private final Conmon conmon;
    private final Poller poller;
    private final StreamHub hub;
    private final CompletableFuture<ContainerExit> exit;
    private final TerminalWindow window;

    LiveContainer(
            SavedContainer saved,
            RuntimeDirectory directory,
            RuntimeCommand command,
            Conmon conmon,
            Poller poller,
            StreamHub hub,
            CompletableFuture<ContainerExit> exit) {
        this.saved = saved;
        this.directory = directory;
        this.command = command;
        this.conmon = conmon;
        this.poller = poller;
        this.hub = hub;
        this.exit = exit;
        this.window = new TerminalWindow(directory.bundle(saved.id()));
    }

    /** What to write down, to {@link ContainerRuntime#adopt} it later. */
    public SavedContainer saved() {
        return saved;
    }

    /** Completed once, on a virtual thread, when the container's first process has ended. Never fails. */
    public CompletableFuture<ContainerExit> exit() {
        return exit.copy();
    }

    /**
     * Connects to the container's streams. Before {@link #start} not one byte is missed.
     *
     * @param input whether to write to its input; if that can end, it ends with this connection
     */
    public AttachedStreams attach(boolean input) throws IOException {
        return hub.attach(input, true);
    }

    /** Connects to the container's input alone, for as long as the container runs; nothing can be read. */
    public AttachedStreams attachInput() throws IOException {
        return hub.attach(true, false);
    }

    /**
     * Lets the created process run.
     *
     * @throws OciRuntimeException when it cannot; the container is as it was
     */
    public void start() throws IOException {
        command.run("start", saved.id());
    }

    /**
     * Sends a signal to the first process; a container that shares no pid namespace ends with it.
     *
     * @param signal a number as in signal(7)
     * @return false when it has ended already
     */
    public boolean signal(int signal) throws IOException {
        try (Pidfd process = Pidfd.open(saved.process().pid(), poller)) {
            if (!saved.process().alive()) {
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

    /** Stops all processes of the container where they are. */
    public void pause() throws IOException {
        command.run("pause", saved.id());
    }

    /** Lets the processes of a paused container go on. */
    public void resume() throws IOException {
        command.run("resume", saved.id());
    }

    /**
     * Sets the size of the container's terminal. Without a terminal it has no effect.
     *
     * @throws LinuxException with ENXIO or ENOENT when the container has ended
     */
    public void resize(int rows, int columns) throws IOException {
        window.resize(rows, columns);
    }

    /**
     * Asks conmon to go on with a new log file, which it does as soon as it has nothing else to do: it makes the log's
     * path with {@code .tmp} after it, empty, and renames it to the log's path.
     *
     * @throws LinuxException with ENXIO or ENOENT when conmon has ended
     */
    public void reopenLog() throws IOException {
        try (Descriptor control =
                Descriptor.openForWriting(directory.bundle(saved.id()).resolve("ctl"))) {
            control.write("2 0 0\n".getBytes(StandardCharsets.US_ASCII)); // REOPEN_LOGS_EVENT of conmon's ctrl.h
        }
    }

    /**
     * Runs another process in the container.
     *
     * @param execId names it; used once
     * @param process what to run; its terminal has to agree with {@code stdio}
     * @param stdio how its streams are connected; its input ends with the connection, if it can
     * @param attached whether to connect to its streams from the first byte on; its output is dropped otherwise
     * @throws OciRuntimeException when it could not be started
     */
    public ExecProcess exec(String execId, ProcessSpec process, Stdio stdio, boolean attached) throws IOException {
        Path place = directory.exec(execId);
        RuntimeDirectory.makePrivate(place);
        try {
            Files.write(place.resolve("process.json"), process.toJson());
            Optional<StreamHub> streams =
                    attached ? Optional.of(new StreamHub(place.resolve("attach"), stdio, poller)) : Optional.empty();
            Conmon.Joined joined = conmon.exec(saved.id(), command.asCall(), place, stdio, streams);
            return ExecProcess.watch(joined, place, streams, poller);
        } catch (Conmon.RuntimeFailedException failure) {
            RuntimeDirectory.remove(place);
            throw RuntimeFailures.of("exec", process.args().getFirst(), failure.output());
        } catch (IOException failure) {
            RuntimeDirectory.remove(place);
            throw failure;
        }
    }

    /**
     * Removes what is left of the container, killing what still runs in it. The file system and the log stay.
     *
     * <p>Waits until conmon has ended, so that the exit code is not lost.
     */
    public void delete() throws IOException {
        command.run("delete", "--force", saved.id());
        exit.join();
        RuntimeDirectory.remove(directory.bundle(saved.id()));
        Files.deleteIfExists(directory.exit(saved.id()));
    }
}
