package dev.proa.runtime;

import dev.proa.runtime.spec.Seccomp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Seccomp filters as crun has compiled them. Compiling Docker's profile for three architectures takes most of the time
 * of a {@code crun create}; crun takes a compiled filter by an annotation and leaves its own in its state directory
 * (crun(1), and seccomp.c of crun 1.8). The rules stay in the specification, for versions that know no such annotation.
 *
 * <p>Kept for the life of this object, like the program that compiled them. Safe for use by any thread.
 */
final class CompiledFilters {
    static final String ANNOTATION = "run.oci.seccomp_bpf_data";

    private static final int LIMIT = 64;
    private static final int INSTRUCTION = 8; // struct sock_filter

    private final Map<Key, String> filters = new ConcurrentHashMap<>();

    private record Key(Path program, Seccomp rules) {}

    /** The annotation's value for a filter that this program has compiled before. */
    Optional<String> find(OciRuntime runtime, Seccomp rules) {
        return Optional.ofNullable(filters.get(new Key(runtime.executable(), rules)));
    }

    /**
     * Keeps what the runtime has compiled for a container.
     *
     * @param state the runtime's directory of that container
     */
    void keep(OciRuntime runtime, Seccomp rules, Path state) {
        if (!isCrun(runtime) || filters.size() >= LIMIT) {
            return;
        }
        byte[] filter;
        try {
            filter = Files.readAllBytes(state.resolve("seccomp.bpf"));
        } catch (IOException otherVersion) {
            return; // nothing is lost but the time to compile it again
        }
        if (filter.length > 0 && filter.length % INSTRUCTION == 0) {
            filters.put(
                    new Key(runtime.executable(), rules), Base64.getEncoder().encodeToString(filter));
        }
    }

    private static boolean isCrun(OciRuntime runtime) {
        return String.valueOf(runtime.executable().getFileName()).equals("crun");
    }
}
