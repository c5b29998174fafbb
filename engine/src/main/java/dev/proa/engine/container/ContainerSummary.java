package dev.proa.engine.container;

import dev.proa.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code ps}.
 *
 * @param names with the leading slash
 * @param image as the user named it, or the image's id once that name means another image
 * @param command the whole command line, as Docker joins it
 * @param status for people: {@code Up 5 minutes}, {@code Exited (0) 2 hours ago}
 * @param ports of a running container those that are exposed or published ({@code 80/tcp}), and where
 * @param size null when it was not asked for
 */
public record ContainerSummary(
        String id,
        List<String> names,
        String image,
        Digest imageId,
        String command,
        Instant created,
        ContainerState state,
        String status,
        Map<String, String> labels,
        String networkMode,
        List<NetworkEndpoint> networks,
        Map<String, List<PublishedPort>> ports,
        @Nullable ContainerSize size) {}
