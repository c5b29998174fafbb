package dev.proa.runtime.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * A mount that the OCI runtime makes inside the container.
 *
 * @param destination where, an absolute path in the container
 * @param type the file system, or {@code bind}
 * @param source what: a path on the host for a bind, else a name
 * @param options as mount(8) takes them, plus those of the runtime specification
 */
public record Mount(String destination, String type, String source, List<String> options) {
    public Mount {
        if (!destination.startsWith("/")) {
            throw new IllegalArgumentException(
                    "invalid mount target, must be an absolute path in the container: " + destination);
        }
        options = List.copyOf(options);
    }

    /** A file or directory of the host with everything below it, private to the container. */
    public static Mount bind(String source, String destination, boolean readonly) {
        return new Mount(destination, "bind", source, List.of("rbind", readonly ? "ro" : "rw", "rprivate"));
    }

    /** The same mount without write access. */
    Mount readonly() {
        if (options.contains("ro")) {
            return this;
        }
        List<String> changed = new ArrayList<>(options);
        changed.remove("rw");
        changed.add("ro");
        return new Mount(destination, type, source, changed);
    }

    /** The same mount with write access. */
    Mount writable() {
        return new Mount(
                destination,
                type,
                source,
                options.stream()
                        .map(option -> option.equals("ro") ? "rw" : option)
                        .toList());
    }
}
