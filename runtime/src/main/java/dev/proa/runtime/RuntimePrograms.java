package dev.proa.runtime;

import dev.proa.linux.process.SealedProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to execute for each OCI runtime: for crun and runc a sealed copy, made at first use. Whoever updates such a
 * program restarts the daemon to have the new one used.
 */
final class RuntimePrograms implements AutoCloseable {
    // Those known to look for the seals; another program might look for files beside its own instead.
    private static final Set<String> KNOWN = Set.of("crun", "runc");

    private final Map<Path, Optional<SealedProgram>> copies = new HashMap<>();

    synchronized Path path(OciRuntime runtime) {
        Path executable = runtime.executable();
        if (!KNOWN.contains(String.valueOf(executable.getFileName()))) {
            return executable;
        }
        return copies.computeIfAbsent(executable, RuntimePrograms::copy)
                .map(SealedProgram::path)
                .orElse(executable);
    }

    private static Optional<SealedProgram> copy(Path executable) {
        try {
            return Optional.of(SealedProgram.of(executable));
        } catch (IOException notHere) {
            // Then it makes its own copy each time; if it is not there at all, running it says so.
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        copies.values().forEach(copy -> copy.ifPresent(SealedProgram::close));
        copies.clear();
    }
}
