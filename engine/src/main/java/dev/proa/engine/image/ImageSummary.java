package dev.proa.engine.image;

import dev.proa.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code images}.
 *
 * @param parent the image it was built on by this engine, null: none
 * @param names {@code busybox:latest}, as people write them; empty for a dangling image
 * @param digests {@code busybox@sha256:…}
 * @param size bytes of all layers unpacked
 * @param sharedSize bytes of layers that other images use too, -1: not measured
 * @param containers how many containers use it, -1: not counted
 */
public record ImageSummary(
        Digest id,
        @Nullable Digest parent,
        List<String> names,
        List<String> digests,
        Instant created,
        long size,
        long sharedSize,
        Map<String, String> labels,
        int containers) {}
