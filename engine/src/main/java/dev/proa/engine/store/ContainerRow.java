package dev.proa.engine.store;

import java.time.Instant;
import java.util.List;

/**
 * A container as the database keeps it.
 *
 * @param name without the leading slash
 * @param layers chain IDs of its image, lowest first
 * @param definition JSON of what does not change
 * @param state JSON of what does
 */
public record ContainerRow(
        String id,
        String name,
        Instant created,
        String imageId,
        List<String> layers,
        String definition,
        String state) {}
