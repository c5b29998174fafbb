package dev.proa.engine.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a container's files.
 *
 * @param name what the image is to be called, null: nothing
 * @param pause whether a running container stands still meanwhile
 * @param changes lines of a Dockerfile, carried out on the image's configuration
 * @param config replaces the container's configuration where it says something, null: nothing is replaced
 */
public record CommitRequest(
        @Nullable String name,
        String author,
        String comment,
        boolean pause,
        List<String> changes,
        @Nullable ContainerConfig config) {}
