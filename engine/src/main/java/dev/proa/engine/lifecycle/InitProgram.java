package dev.proa.engine.lifecycle;

import dev.proa.engine.failure.Internal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The small init that {@code --init} puts in front of a container's command. It has to be a static program: the image
 * may have no C library or another one.
 *
 * @param configured null: the first of the usual ones that is there
 */
public record InitProgram(@Nullable Path configured) {
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/bin/tini-static"),
            Path.of("/usr/bin/docker-init"),
            Path.of("/usr/libexec/docker/docker-init"),
            Path.of("/usr/libexec/podman/catatonit"),
            Path.of("/usr/bin/catatonit"));

    /** @throws Internal when there is none */
    Path path() {
        if (configured != null) {
            return configured;
        }
        return USUAL.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new Internal(
                        "--init needs a static init program and found none of " + USUAL + "; install tini"));
    }
}
