package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.NotModified;
import dev.proa.engine.failure.StartFailure;
import dev.proa.runtime.ContainerRuntime;
import dev.proa.runtime.LiveContainer;
import dev.proa.runtime.OciRuntimeException;
import dev.proa.runtime.Stdio;
import dev.proa.runtime.spec.ContainerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code start}: mount, network, specification, process. What was made is undone in the opposite order when a later
 * step fails; what a crash leaves is undone by the recovery, since the row shows no run until there is a process.
 */
public final class StartContainer {
    private final ContainerRegistry registry;
    private final ContainerRuntime runtime;
    private final RootFileSystems fileSystems;
    private final Sandboxes sandboxes;
    private final NameFiles nameFiles;
    private final SpecBuilder specs;
    private final ContainerPaths paths;
    private final ContainerLogs logs;
    private final ContainerEvents events;
    private final EndOfRun endOfRun;
    private final RemoveContainer removal;

    public StartContainer(
            ContainerRegistry registry,
            ContainerRuntime runtime,
            RootFileSystems fileSystems,
            Sandboxes sandboxes,
            NameFiles nameFiles,
            SpecBuilder specs,
            ContainerPaths paths,
            ContainerLogs logs,
            ContainerEvents events,
            EndOfRun endOfRun,
            RemoveContainer removal) {
        this.registry = registry;
        this.runtime = runtime;
        this.fileSystems = fileSystems;
        this.sandboxes = sandboxes;
        this.nameFiles = nameFiles;
        this.specs = specs;
        this.paths = paths;
        this.logs = logs;
        this.events = events;
        this.endOfRun = endOfRun;
        this.removal = removal;
    }

    public void start(String reference) {
        start(registry.find(reference));
    }

    void start(Container container) {
        container.change(() -> {
            refuseUnlessStartable(container);
            try {
                run(container);
            } catch (EngineException failure) {
                undo(failure, () -> remember(container, failure));
                if (container.definition().host().autoRemove()) {
                    undo(failure, () -> removal.removeAtEnd(container, () -> {}));
                }
                throw failure;
            }
        });
    }

    private static void refuseUnlessStartable(Container container) {
        if (container.removing()) {
            throw new Conflict("container is marked for removal and cannot be started");
        }
        switch (container.state().status()) {
            case PAUSED -> throw new Conflict("cannot start a paused container, try unpause instead");
            case RUNNING, RESTARTING -> throw new NotModified("container is already running");
            case REMOVING, DEAD -> throw new Conflict("container is marked for removal and cannot be started");
            case CREATED, EXITED -> {}
        }
    }

    private void run(Container container) {
        String id = container.id();
        try {
            Path root = fileSystems.mount(container);
            try {
                Sandboxes.Sandbox sandbox = sandboxes.create(container);
                try {
                    writeFiles(container, sandbox);
                    begin(container, specs.build(container, root, sandbox), sandbox.endpoints());
                } catch (IOException | RuntimeException failure) {
                    undo(failure, () -> sandboxes.release(id));
                    throw failure;
                }
            } catch (IOException | RuntimeException failure) {
                undo(failure, () -> fileSystems.unmount(id));
                throw failure;
            }
        } catch (OciRuntimeException refused) {
            boolean command = !(refused.reason() instanceof OciRuntimeException.Reason.Other);
            throw new StartFailure(String.valueOf(refused.getMessage()), refused.exitCode(), command);
        } catch (IOException failure) {
            throw new Internal("start container " + id + ": " + failure.getMessage(), failure);
        } catch (UncheckedIOException failure) {
            throw new Internal("start container " + id + ": " + failure.getMessage(), failure);
        }
    }

    private void begin(Container container, ContainerSpec spec, List<NetworkEndpoint> endpoints) throws IOException {
        String id = container.id();
        var config = container.definition().config();
        Stdio stdio = new Stdio(config.tty(), config.openStdin(), config.stdinOnce());
        LiveContainer process = create(container, spec, stdio);
        Run run = new Run(id, process);
        ContainerState before = container.state();
        try {
            container.attachments().connect(process);
            container.run(run);
            container.networks(endpoints);
            registry.save(container);
            Instant started = Instant.now();
            process.start();
            registry.save(
                    container,
                    new ContainerState(ContainerStatus.RUNNING, run.pid(), 0, "", false, started, before.finishedAt()));
        } catch (IOException | RuntimeException failure) {
            container.run(null);
            container.networks(List.of());
            container.state(before);
            undo(failure, process::delete);
            undo(failure, () -> logs.end(container));
            throw failure;
        }
        logs.watch(container, process);
        for (NetworkEndpoint endpoint : endpoints) {
            events.network(container, "connect", endpoint);
        }
        events.publish(container, "start");
        endOfRun.watch(container, run);
    }

    private LiveContainer create(Container container, ContainerSpec spec, Stdio stdio) throws IOException {
        Optional<Path> log = logs.begin(container);
        try {
            return runtime.create(container.id(), container.definition().runtime(), spec, stdio, log);
        } catch (IOException | RuntimeException failure) {
            undo(failure, () -> logs.end(container));
            throw failure;
        }
    }

    private void writeFiles(Container container, Sandboxes.Sandbox sandbox) throws IOException {
        Files.createDirectories(paths.home(container.id()));
        nameFiles.write(container, sandbox);
    }

    /** A start that failed leaves its reason and the exit code a shell would give. */
    private void remember(Container container, EngineException failure) {
        int exitCode = failure instanceof StartFailure start ? start.exitCode() : 128;
        ContainerState before = container.state();
        container.attachments().disconnect();
        registry.save(
                container,
                new ContainerState(
                        before.status(), 0, exitCode, failure.text(), false, before.startedAt(), before.finishedAt()));
    }

    /** A step of undoing. */
    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    /** Undoes a step; what goes wrong meanwhile does not hide the cause. */
    private static void undo(Exception cause, Undo step) {
        try {
            step.run();
        } catch (IOException | RuntimeException failure) {
            cause.addSuppressed(failure);
        }
    }

    /** For callers that only want it to run. */
    void startUnlessRunning(Container container) {
        try {
            start(container);
        } catch (NotModified running) {
            // As wanted.
        }
    }

    /** {@code restart}: stops it when it runs, and starts it. */
    public void restart(String reference, StopContainer stop, dev.proa.engine.container.StopOptions options) {
        Container container = registry.find(reference);
        @Nullable Run run = container.run();
        if (run != null) {
            container.keepThroughNextEnd();
            stop.stop(container, options);
        }
        startUnlessRunning(container);
        events.publish(container, "restart");
    }
}
