package dev.proa.runtime;

import dev.proa.linux.io.Poller;
import dev.proa.runtime.conmon.Conmon;
import dev.proa.runtime.internal.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls an OCI runtime's command line for what needs no conmon. */
final class RuntimeCommand {
    private final OciRuntime runtime;
    private final Path program;
    private final Path state;
    private final Poller poller;

    RuntimeCommand(OciRuntime runtime, Path program, Path state, Poller poller) {
        this.runtime = runtime;
        this.program = program;
        this.state = state;
        this.poller = poller;
    }

    /** How conmon has to call this runtime. */
    Conmon.RuntimeCall asCall() {
        List<String> arguments = new ArrayList<>(runtime.arguments());
        arguments.add("--root");
        arguments.add(state.toString());
        return new Conmon.RuntimeCall(program, arguments);
    }

    /** Whether the runtime has a container of this name: crun, runc and youki keep a directory for each. */
    boolean knows(String id) {
        return Files.exists(state.resolve(id));
    }

    /**
     * Runs a command and waits for its end.
     *
     * @throws OciRuntimeException when it fails, with what it printed
     */
    void run(String operation, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(asCall().arguments());
        command.add(operation);
        command.addAll(List.of(arguments));
        Programs.Result result = Programs.run(command, List.of(), poller);
        if (result.exit() != 0) {
            throw RuntimeFailures.of(operation, "", result.error());
        }
    }
}
