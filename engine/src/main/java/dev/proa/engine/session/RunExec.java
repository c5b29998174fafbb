package dev.proa.engine.session;

import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.ExecRequest;
import dev.proa.engine.container.ExecView;
import dev.proa.engine.container.Execs;
import dev.proa.engine.container.OutputSink;
import dev.proa.engine.container.TerminalSize;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.failure.StartFailure;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.ContainerIds;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.lifecycle.SpecBuilder;
import dev.proa.runtime.AttachedStreams;
import dev.proa.runtime.ExecProcess;
import dev.proa.runtime.OciRuntimeException;
import dev.proa.runtime.Stdio;
import dev.proa.runtime.spec.ProcessSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code exec}: further commands in running containers. What is remembered of them lives in memory only: conmon and the
 * OCI runtime see an exec to its end whether the engine is there or not.
 */
public final class RunExec implements Execs {
    /** How long an exec can still be asked about after its end, as with dockerd. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** How long one may wait to be started: clients that vanish before they do leave it behind. */
    private static final Duration WAITING = Duration.ofHours(1);

    private final ContainerRegistry registry;
    private final SpecBuilder specs;
    private final ContainerEvents events;
    private final ContainerIds ids = new ContainerIds();
    private final Map<String, Exec> execs = new ConcurrentHashMap<>();

    public RunExec(ContainerRegistry registry, SpecBuilder specs, ContainerEvents events) {
        this.registry = registry;
        this.specs = specs;
        this.events = events;
    }

    @Override
    public String create(String reference, ExecRequest request) {
        forgetOld();
        if (request.command().isEmpty() || request.command().getFirst().isEmpty()) {
            throw new InvalidArgument("no exec command specified");
        }
        Container container = registry.find(reference);
        refuseUnlessActive(container, reference);
        if (request.user() != null && !request.user().isEmpty()) {
            try {
                spec(container, request, null);
            } catch (StartFailure unknownUser) {
                throw new InvalidArgument(unknownUser.text());
            }
        }
        if (request.detachKeys() != null) {
            DetachKeys.parse(request.detachKeys());
        }
        String id = ids.next();
        execs.put(id, new Exec(id, container, request));
        tell(container, "exec_create", id, request);
        return id;
    }

    private static void refuseUnlessActive(Container container, String name) {
        container.runningOrConflict();
        if (container.state().status() == ContainerStatus.PAUSED) {
            throw new Conflict("Container " + name + " is paused, unpause the container before exec");
        }
    }

    @Override
    public Attachment start(String id, @Nullable TerminalSize size) {
        Exec exec = find(id);
        ExecRequest request = exec.request;
        ExecProcess process = start(exec, true, size);
        AttachedStreams streams = process.streams().orElseThrow();
        StreamAttachment attachment = new ExecAttachment(
                exec,
                request.tty(),
                new StreamAttachment.Wanted(request.attachStdin(), request.attachStdout(), request.attachStderr()),
                request.tty() && request.attachStdin() ? DetachKeys.parse(request.detachKeys()) : null,
                () -> {
                    exec.detached = true;
                    events.publish(exec.container, "exec_detach", Map.of("execID", id));
                });
        attachment.connected(streams);
        return attachment;
    }

    @Override
    public void startDetached(String id) {
        start(find(id), false, null);
    }

    private ExecProcess start(Exec exec, boolean attached, @Nullable TerminalSize size) {
        exec.begin();
        Container container = exec.container;
        ExecRequest request = exec.request;
        tell(container, "exec_start", exec.id, request);
        try {
            refuseUnlessActive(container, container.id());
            ExecProcess process = container
                    .runningOrConflict()
                    .process()
                    .exec(
                            exec.id,
                            spec(container, request, size),
                            new Stdio(request.tty(), request.attachStdin(), true),
                            attached);
            exec.started(process);
            exec.recorded = process.exit().thenAccept(code -> {
                exec.ended(code);
                events.publish(container, "exec_die", Map.of("execID", exec.id, "exitCode", Integer.toString(code)));
            });
            return process;
        } catch (OciRuntimeException refused) {
            exec.ended(refused.exitCode());
            boolean command = !(refused.reason() instanceof OciRuntimeException.Reason.Other);
            throw new StartFailure(String.valueOf(refused.getMessage()), refused.exitCode(), command);
        } catch (IOException failure) {
            exec.ended(126);
            throw new Internal("exec in container " + container.id() + ": " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            exec.ended(126);
            throw failure;
        }
    }

    private ProcessSpec spec(Container container, ExecRequest request, @Nullable TerminalSize size) {
        return specs.exec(
                container,
                request.command(),
                request.env(),
                request.user(),
                request.workingDir(),
                request.tty(),
                size == null ? request.consoleSize() : size,
                request.privileged());
    }

    private void tell(Container container, String action, String id, ExecRequest request) {
        events.publish(container, action + ": " + String.join(" ", request.command()), Map.of("execID", id));
    }

    @Override
    public ExecView inspect(String id) {
        return find(id).view();
    }

    @Override
    public void resize(String id, int rows, int columns) {
        Exec exec = find(id);
        @Nullable ExecProcess process = exec.process;
        if (process == null || exec.exitCode != null) {
            throw new InvalidArgument("exec process is not started");
        }
        try {
            process.resize(rows, columns);
        } catch (IOException failure) {
            throw new Internal("resize exec " + id + ": " + failure.getMessage(), failure);
        }
    }

    /** The ids of a container's execs that run or wait to be started. */
    public List<String> of(Container container) {
        return execs.values().stream()
                .filter(exec -> exec.container == container && exec.exitCode == null)
                .map(exec -> exec.id)
                .toList();
    }

    private Exec find(String id) {
        Exec exec = execs.get(id);
        if (exec == null) {
            throw new NotFound("No such exec instance: " + id);
        }
        if (exec.exitCode == null && !exec.running && exec.container.run() == null) {
            throw new Conflict("container " + exec.container.id() + " is not running");
        }
        return exec;
    }

    private void forgetOld() {
        Instant now = Instant.now();
        Instant limit = now.minus(REMEMBERED);
        Instant startLimit = now.minus(WAITING);
        execs.values().removeIf(exec -> {
            Instant end = exec.endedAt;
            return (end != null && end.isBefore(limit))
                    || (!exec.running
                            && end == null
                            && (exec.container.run() == null || exec.createdAt.isBefore(startLimit)));
        });
    }

    /** Its output ends when the exit code can be asked for: clients ask as soon as the stream has ended. */
    private static final class ExecAttachment extends StreamAttachment {
        private final Exec exec;
        private volatile boolean left;

        ExecAttachment(Exec exec, boolean tty, Wanted wanted, @Nullable DetachKeys detachKeys, Runnable whenDetached) {
            super(tty, wanted, detachKeys, whenDetached);
            this.exec = exec;
        }

        @Override
        public void copyOutput(OutputSink sink) throws IOException {
            super.copyOutput(sink);
            if (!left && !exec.detached) {
                exec.recorded.join();
            }
        }

        @Override
        public void close() {
            left = true;
            super.close();
        }
    }

    /** One exec, from its creation to some time after its end. */
    private static final class Exec {
        private final String id;
        private final Container container;
        private final ExecRequest request;
        private final Instant createdAt = Instant.now();
        private volatile boolean running;
        private volatile @Nullable ExecProcess process;
        private volatile @Nullable Integer exitCode;
        private volatile @Nullable Instant endedAt;
        private volatile boolean detached;

        /** Completed when the exit code can be asked for. */
        private volatile CompletableFuture<Void> recorded = CompletableFuture.completedFuture(null);

        Exec(String id, Container container, ExecRequest request) {
            this.id = id;
            this.container = container;
            this.request = request;
        }

        synchronized void begin() {
            if (exitCode != null) {
                throw new Conflict("exec command " + id + " has already run");
            }
            if (running) {
                throw new Conflict("exec command " + id + " is already running");
            }
            running = true;
        }

        void started(ExecProcess newProcess) {
            process = newProcess;
        }

        synchronized void ended(int code) {
            exitCode = code;
            endedAt = Instant.now();
            running = false;
        }

        synchronized ExecView view() {
            ExecProcess current = process;
            return new ExecView(id, container.id(), running, exitCode, current == null ? 0 : current.pid(), request);
        }
    }
}
