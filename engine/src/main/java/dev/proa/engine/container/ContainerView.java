package dev.proa.engine.container;

import dev.proa.image.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say of one container: what {@code inspect} shows.
 *
 * @param name without the leading slash
 * @param imageId the image's id
 * @param path the command that runs, arguments apart
 * @param config merged with the image's
 * @param restartCount runs that a restart policy began
 * @param execIds of execs that are running
 * @param graph the overlay's directories as Docker's {@code GraphDriver.Data} names them: LowerDir, UpperDir, WorkDir,
 *     MergedDir
 * @param ports of a running container those that are exposed or published ({@code 80/tcp}), and where
 * @param size null when it was not asked for
 */
public record ContainerView(
        String id,
        String name,
        Instant created,
        Digest imageId,
        String path,
        List<String> args,
        ContainerState state,
        ContainerConfig config,
        HostConfig host,
        int restartCount,
        String runtime,
        String platform,
        List<NetworkEndpoint> networks,
        Map<String, List<PublishedPort>> ports,
        List<String> execIds,
        Map<String, String> graph,
        Path hostnamePath,
        Path hostsPath,
        Path resolvConfPath,
        Path logPath,
        @Nullable ContainerSize size) {}
