package dev.proa.engine.image;

import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say of one image.
 *
 * @param config the image's document
 * @param graph Docker's {@code GraphDriver.Data}
 * @param lastTagged null: never
 */
public record ImageView(
        Digest id,
        List<String> names,
        List<String> digests,
        @Nullable Digest parent,
        String comment,
        ImageConfig config,
        long size,
        Map<String, String> graph,
        @Nullable Instant lastTagged) {}
