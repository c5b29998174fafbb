package dev.proa.runtime;

import dev.proa.linux.io.Poller;
import dev.proa.linux.process.ProcessIdentity;
import dev.proa.runtime.conmon.Conmon;
import dev.proa.runtime.conmon.StreamHub;
import dev.proa.runtime.spec.ContainerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Containers as processes: creates them through conmon and an OCI runtime, and finds them again.
 *
 * <p>A container's life: {@link #create}, then perhaps {@link LiveContainer#attach}, then {@link LiveContainer#start};
 * {@link LiveContainer#exit} tells its end, and {@link LiveContainer#delete} removes what the OCI runtime and conmon
 * leave. Nothing a container does depends on this process: after a crash, {@link #adopt} takes it up again from what
 * {@link LiveContainer#saved} gave, and {@link #discard} removes one that was being made.
 *
 * <p>Safe for use by any thread. Closing it ends no container.
 */
public final class ContainerRuntime implements AutoCloseable {
    private final RuntimeDirectory directory;
    private final Map<String, OciRuntime> runtimes;
    private final Poller poller;
    private final Conmon conmon;
    private final RuntimePrograms programs;
    private final CompiledFilters filters = new CompiledFilters();

    /**
     * @param runDirectory for sockets, pid files and the like; made if it is not there; gone after a reboot
     * @param conmon the program
     * @param runtimes the OCI runtimes to choose from, by name
     */
    public ContainerRuntime(Path runDirectory, Path conmon, Map<String, OciRuntime> runtimes) throws IOException {
        this.directory = new RuntimeDirectory(runDirectory);
        this.runtimes = Map.copyOf(runtimes);
        this.poller = new Poller("proa-poller");
        this.programs = new RuntimePrograms();
        this.conmon = new Conmon(conmon, poller);
    }

    /**
     * Creates a container, ready to be started.
     *
     * @param id names it; nothing of an earlier container of this name may run
     * @param runtime the name of an OCI runtime
     * @param spec what to make; its process's terminal has to agree with {@code stdio}
     * @param stdio how its streams are connected
     * @param log where conmon appends its output; its directory has to exist; empty: nowhere
     * @throws OciRuntimeException when the OCI runtime refuses; nothing is left behind
     * @throws IllegalArgumentException for an unknown runtime, or a path of the log with a colon in it
     */
    public LiveContainer create(String id, String runtime, ContainerSpec spec, Stdio stdio, Optional<Path> log)
            throws IOException {
        RuntimeCommand command = command(runtime);
        Optional<Path> logFile = log.map(Path::toAbsolutePath);
        if (logFile.isPresent() && logFile.get().toString().indexOf(':') >= 0) {
            throw new IllegalArgumentException("conmon takes no log path with a colon in it: " + logFile.get());
        }
        Path bundle = directory.bundle(id);
        RuntimeDirectory.makePrivate(bundle);
        try {
            Files.deleteIfExists(directory.exit(id)); // of the container's run before this one
            Files.deleteIfExists(bundle.resolve("oom"));
            Files.write(
                    bundle.resolve("config.json"),
                    withCompiledFilter(spec, runtime).toJson());
            Conmon.Created created = conmon.create(id, command.asCall(), bundle, directory.exits(), logFile, stdio);
            keepCompiledFilter(id, spec, runtime);
            return watch(
                    new SavedContainer(
                            id, runtime, stdio, identity(created.monitor().pid()), identity(created.pid())),
                    command);
        } catch (Conmon.RuntimeFailedException failure) {
            OciRuntimeException told =
                    RuntimeFailures.of("create", spec.process().args().getFirst(), failure.output());
            cleanUp(id, command, told);
            throw told;
        } catch (IOException failure) {
            cleanUp(id, command, failure);
            throw failure;
        }
    }

    private ContainerSpec withCompiledFilter(ContainerSpec spec, String runtime) {
        return spec.seccomp()
                .flatMap(rules -> filters.find(named(runtime), rules))
                .map(filter -> spec.withAnnotation(CompiledFilters.ANNOTATION, filter))
                .orElse(spec);
    }

    private void keepCompiledFilter(String id, ContainerSpec spec, String runtime) {
        OciRuntime program = named(runtime);
        if (spec.seccomp().isPresent()
                && filters.find(program, spec.seccomp().get()).isEmpty()) {
            filters.keep(program, spec.seccomp().get(), directory.state(program).resolve(id));
        }
    }

    // A process that has ended already is known by its pid alone, which nobody else has until it is reaped.
    private static ProcessIdentity identity(int pid) throws IOException {
        return ProcessIdentity.of(pid).orElse(new ProcessIdentity(pid, 0));
    }

    private void cleanUp(String id, RuntimeCommand command, IOException cause) {
        try {
            discard(id, command);
        } catch (IOException failure) {
            cause.addSuppressed(failure);
        }
    }

    /**
     * Takes up a container that an earlier process has created. If it has ended since, {@link LiveContainer#exit} tells
     * so at once.
     *
     * @throws IllegalArgumentException for an unknown runtime
     */
    public LiveContainer adopt(SavedContainer saved) {
        return watch(saved, command(saved.runtime()));
    }

    private LiveContainer watch(SavedContainer saved, RuntimeCommand command) {
        StreamHub hub = new StreamHub(directory.bundle(saved.id()).resolve("attach"), saved.stdio(), poller);
        return new LiveContainer(
                saved, directory, command, conmon, poller, hub, new ExitWatch(saved, directory, poller, hub).start());
    }

    /**
     * Removes a container of which nothing is known but its name, killing what runs in it: one that was being created
     * when the daemon was killed. Does nothing if there is none.
     */
    public void discard(String id, String runtime) throws IOException {
        discard(id, command(runtime));
    }

    private void discard(String id, RuntimeCommand command) throws IOException {
        if (command.knows(id)) {
            command.run("delete", "--force", id);
        }
        RuntimeDirectory.remove(directory.bundle(id));
        Files.deleteIfExists(directory.exit(id));
    }

    private OciRuntime named(String name) {
        OciRuntime runtime = runtimes.get(name);
        if (runtime == null) {
            throw new IllegalArgumentException("unknown or invalid runtime name: " + name);
        }
        return runtime;
    }

    private RuntimeCommand command(String name) {
        OciRuntime runtime = named(name);
        return new RuntimeCommand(runtime, programs.path(runtime), directory.state(runtime), poller);
    }

    @Override
    public void close() {
        programs.close();
        poller.close();
    }
}
