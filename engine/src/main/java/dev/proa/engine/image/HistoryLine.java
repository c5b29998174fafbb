package dev.proa.engine.image;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code history}, the newest first.
 *
 * @param id {@code sha256:…} or {@code <missing>}
 * @param size bytes of the layer, 0 for a step without one
 */
public record HistoryLine(
        String id, @Nullable Instant created, String createdBy, List<String> names, long size, String comment) {}
