package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.container.HostConfig;
import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What a container is, settled when it is created.
 *
 * @param path the command, {@code args} its arguments
 * @param config merged with the image's
 * @param runtime name of the OCI runtime
 */
@Json
public record ContainerDefinition(
        String path, List<String> args, ContainerConfig config, HostConfig host, String runtime, String platform) {
    /** The whole command line. */
    List<String> commandLine() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(path), args.stream())
                .toList();
    }
}
