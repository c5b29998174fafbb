package dev.proa.runtime.conmon;

import dev.proa.linux.io.Descriptor;
import dev.proa.linux.io.Pipe;
import dev.proa.linux.io.PolledDescriptor;
import dev.proa.linux.io.Poller;
import dev.proa.linux.process.Child;
import dev.proa.linux.process.Spawn;
import dev.proa.runtime.AttachedStreams;
import dev.proa.runtime.Stdio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Starts conmon, one for each container and each process that joins one.
 *
 * <p>Written for conmon 2.1.6 and its successors with {@code --api-version 1}. Each runs in a session of its own with
 * no descriptor but its pipes, so that it outlives this process however that ends.
 */
public final class Conmon {
    private final Path executable;
    private final Poller poller;

    public Conmon(Path executable, Poller poller) {
        this.executable = executable;
        this.poller = poller;
    }

    /**
     * How conmon calls the OCI runtime.
     *
     * @param executable the runtime
     * @param arguments given to it before the command
     */
    public record RuntimeCall(Path executable, List<String> arguments) {}

    /**
     * A container that was created, and its monitor, a child of this process.
     *
     * @param monitor conmon
     * @param pid the container's first process, waiting to be started
     */
    public record Created(Child monitor, int pid) {}

    /** The OCI runtime failed; the message is what it printed. */
    public static final class RuntimeFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        RuntimeFailedException(String output) {
            super(output);
        }

        /** What the runtime printed. */
        public String output() {
            return java.util.Objects.requireNonNullElse(getMessage(), "");
        }
    }

    /**
     * Creates a container. On failure conmon has ended and was reaped.
     *
     * @param bundle the directory with config.json, where conmon puts its socket and FIFOs
     * @param exits the directory for the exit file, which is named by the container's id
     * @param log where to write the output; empty: it is only handed to who is attached
     * @throws RuntimeFailedException when the OCI runtime could not create it
     * @throws IOException when conmon itself fails
     */
    public Created create(String id, RuntimeCall runtime, Path bundle, Path exits, Optional<Path> log, Stdio stdio)
            throws IOException, RuntimeFailedException {
        List<String> command = base(id, runtime, bundle, stdio);
        command.addAll(List.of(
                "--exit-dir",
                exits.toString(),
                "--log-path",
                log.map(file -> "k8s-file:" + file).orElse("none")));
        Pipe sync = Pipe.open();
        try (Pipe error = Pipe.open();
                SyncPipe reports = new SyncPipe(PolledDescriptor.adopt(sync.reading(), poller))) {
            Child monitor = spawn(command, bundle, error.writing(), List.of("_OCI_SYNCPIPE"), List.of(sync.writing()));
            sync.writing().close();
            error.writing().close();
            return new Created(monitor, awaitPid(monitor, reports, error));
        } finally {
            sync.close();
        }
    }

    /**
     * A process that joined a container.
     *
     * @param monitor its conmon, a child of this process that whoever gets this reaps after {@code exit}
     * @param pid the process
     * @param streams its streams from the first byte on, if asked for
     * @param exit its exit code, or 128 plus the number of the signal that ended it; fails when conmon was killed
     */
    public record Joined(Child monitor, int pid, Optional<AttachedStreams> streams, CompletableFuture<Integer> exit) {}

    /**
     * Runs a process in a container. On failure conmon has ended and was reaped.
     *
     * @param id the container's id
     * @param directory a directory of this process's own with process.json
     * @param hub the hub of {@code directory}'s attach socket, to attach before the process starts; nothing keeps its
     *     output if empty
     * @throws RuntimeFailedException when the OCI runtime could not start it
     */
    public Joined exec(String id, RuntimeCall runtime, Path directory, Stdio stdio, Optional<StreamHub> hub)
            throws IOException, RuntimeFailedException {
        List<String> command = base(id, runtime, directory, stdio);
        command.addAll(List.of(
                "--exec",
                "--exec-process-spec",
                directory.resolve("process.json").toString(),
                "--log-path",
                "none"));
        hub.ifPresent(_ -> command.add("--exec-attach"));
        Pipe sync = Pipe.open();
        SyncPipe reports = new SyncPipe(PolledDescriptor.adopt(sync.reading(), poller));
        boolean handedOn = false;
        Optional<AttachedStreams> streams = Optional.empty();
        try (Pipe error = Pipe.open();
                Pipe start = Pipe.open();
                Pipe attach = Pipe.open()) {
            Child monitor = spawn(
                    command,
                    directory,
                    error.writing(),
                    List.of("_OCI_SYNCPIPE", "_OCI_STARTPIPE", "_OCI_ATTACHPIPE"),
                    List.of(sync.writing(), start.reading(), attach.writing()));
            sync.writing().close();
            error.writing().close();
            attach.writing().close();
            start.reading().close();
            try {
                start.writing().write(new byte[] {'s'});
                if (hub.isPresent()) {
                    // conmon tells when its socket listens, then waits for the second write before it runs anything.
                    try (SyncPipe ready = new SyncPipe(PolledDescriptor.adopt(attach.reading(), poller))) {
                        if (ready.next().isPresent()) {
                            streams = Optional.of(hub.get().attach(true, true));
                            start.writing().write(new byte[] {'s'});
                        }
                    }
                }
                start.writing().close();
            } catch (IOException failure) {
                start.writing().close(); // conmon goes on and fails or ends by itself; awaitPid tells and reaps
                try {
                    awaitPid(monitor, reports, error);
                } catch (IOException | RuntimeFailedException cause) {
                    failure.addSuppressed(cause);
                }
                throw failure;
            }
            int pid = awaitPid(monitor, reports, error);
            CompletableFuture<Integer> exit = new CompletableFuture<>();
            Thread.ofVirtual().name("proa-exec-" + pid).start(() -> awaitExit(reports, exit));
            handedOn = true;
            return new Joined(monitor, pid, streams, exit);
        } finally {
            sync.writing().close();
            if (!handedOn) {
                reports.close();
                streams.ifPresent(AttachedStreams::close);
            }
        }
    }

    private static void awaitExit(SyncPipe reports, CompletableFuture<Integer> exit) {
        try (reports) {
            Optional<SyncPipe.Report> last = reports.next();
            if (last.isPresent()) {
                exit.complete(last.get().data());
            } else {
                exit.completeExceptionally(new IOException("conmon has ended without telling the exit code"));
            }
        } catch (IOException failure) {
            exit.completeExceptionally(failure);
        }
    }

    private List<String> base(String id, RuntimeCall runtime, Path directory, Stdio stdio) {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--api-version",
                "1",
                "--cid",
                id,
                "--cuuid",
                id,
                "--runtime",
                runtime.executable().toString(),
                "--bundle",
                directory.toString(),
                "--container-pidfile",
                directory.resolve("pidfile").toString(),
                // The socket stays in the bundle whatever the length of its path.
                "--full-attach",
                // Without a second fork: its pid is known and it is ours to wait for while we live.
                "--sync",
                // No fsync(2) of the log at the end of each container; Docker's log files are not synced either.
                "--no-sync-log"));
        runtime.arguments().forEach(argument -> command.addAll(List.of("--runtime-arg", argument)));
        if (stdio.terminal()) {
            command.add("--terminal");
        }
        if (stdio.openInput()) {
            command.add("--stdin");
            if (!stdio.inputCanEnd()) {
                command.add("--leave-stdin-open");
            }
        }
        return command;
    }

    private Child spawn(
            List<String> command, Path directory, Descriptor error, List<String> pipeNames, List<Descriptor> pipes)
            throws IOException {
        List<String> environment = new ArrayList<>();
        environment.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        // The log's timestamps are local time; UTC keeps them in order when clocks change.
        environment.add("TZ=UTC");
        for (int i = 0; i < pipeNames.size(); i++) {
            environment.add(pipeNames.get(i) + "=" + (Spawn.FIRST_INHERITED + i));
        }
        // In the bundle, because conmon writes a file named "oom" to its working directory.
        return Spawn.of(command)
                .withEnvironment(environment)
                .withDirectory(directory)
                .withError(error)
                .withInherited(pipes)
                .inNewSession()
                .start();
    }

    private int awaitPid(Child monitor, SyncPipe reports, Pipe error) throws IOException, RuntimeFailedException {
        boolean started = false;
        try {
            Optional<SyncPipe.Report> first = reports.next();
            if (first.isEmpty()) {
                throw new IOException("conmon has ended without a report: " + readError(error));
            }
            if (first.get().data() < 0) {
                throw new RuntimeFailedException(first.get().message());
            }
            started = true;
            return first.get().data();
        } finally {
            if (!started) {
                monitor.awaitExit();
            }
        }
    }

    private String readError(Pipe error) throws IOException {
        try (PolledDescriptor reading = PolledDescriptor.adopt(error.reading(), poller)) {
            String text = new String(reading.readAll(), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "it said nothing about it" : text;
        }
    }
}
