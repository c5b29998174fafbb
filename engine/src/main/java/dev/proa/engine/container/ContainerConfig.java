package dev.proa.engine.container;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a container: Docker's {@code Config}. In a request only what the user said; in a container merged with
 * its image's configuration.
 *
 * @param hostname null: the first 12 characters of the id
 * @param env {@code NAME=value}; in a request a bare {@code NAME} removes the image's
 * @param cmd null: not said
 * @param entrypoint null: not said; an empty list removes the image's
 * @param exposedPorts {@code 80/tcp}
 * @param volumes mount points
 * @param stopTimeout seconds, null: ten
 * @param openStdin keep stdin open although nobody is attached
 * @param stdinOnce close stdin when the first attached client leaves
 */
@Json
public record ContainerConfig(
        @Nullable String hostname,
        @Nullable String domainname,
        String user,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        List<String> env,
        @Nullable List<String> cmd,
        @Nullable List<String> entrypoint,
        String image,
        String workingDir,
        Map<String, String> labels,
        Set<String> exposedPorts,
        Set<String> volumes,
        @Nullable List<String> onBuild,
        @Nullable List<String> shell,
        @Nullable String stopSignal,
        @Nullable Integer stopTimeout) {
    /** The same but for the working directory. */
    public ContainerConfig withWorkingDir(String other) {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                tty,
                openStdin,
                stdinOnce,
                env,
                cmd,
                entrypoint,
                image,
                other,
                labels,
                exposedPorts,
                volumes,
                onBuild,
                shell,
                stopSignal,
                stopTimeout);
    }

    /** The same but for the hostname. */
    public ContainerConfig withHostname(String other) {
        return new ContainerConfig(
                other,
                domainname,
                user,
                attachStdin,
                attachStdout,
                attachStderr,
                tty,
                openStdin,
                stdinOnce,
                env,
                cmd,
                entrypoint,
                image,
                workingDir,
                labels,
                exposedPorts,
                volumes,
                onBuild,
                shell,
                stopSignal,
                stopTimeout);
    }
}
