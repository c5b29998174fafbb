package dev.proa.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where programs are.
 *
 * @param folders looked through in order
 */
record Programs(List<Path> folders) {
    /** The usual folders of a system: the daemon's own PATH may lack those for administrators. */
    static Programs ofSystem() {
        return new Programs(List.of(
                Path.of("/usr/local/bin"),
                Path.of("/usr/local/sbin"),
                Path.of("/usr/bin"),
                Path.of("/usr/sbin"),
                Path.of("/bin"),
                Path.of("/sbin"),
                Path.of("/usr/libexec/podman"),
                Path.of("/usr/lib/podman")));
    }

    @Nullable
    Path find(String program) {
        for (Path folder : folders) {
            Path file = folder.resolve(program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        return null;
    }
}
