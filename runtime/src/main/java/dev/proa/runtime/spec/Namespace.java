package dev.proa.runtime.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A namespace the container does not share with the host.
 *
 * @param kind what it separates
 * @param path the namespace to join, a file such as {@code /proc/1/ns/net} or a bind mount of one; a new one if empty
 */
public record Namespace(Kind kind, Optional<Path> path) {
    /** The kinds of namespaces(7). */
    public enum Kind {
        PID("pid"),
        NETWORK("network"),
        MOUNT("mount"),
        IPC("ipc"),
        UTS("uts"),
        CGROUP("cgroup"),
        USER("user");

        private final String specName;

        Kind(String specName) {
            this.specName = specName;
        }

        /** Its name in the runtime specification. */
        public String specName() {
            return specName;
        }
    }

    /** A new namespace of the container's own. */
    public static Namespace own(Kind kind) {
        return new Namespace(kind, Optional.empty());
    }

    /** A namespace that exists. */
    public static Namespace joined(Kind kind, Path path) {
        return new Namespace(kind, Optional.of(path));
    }
}
