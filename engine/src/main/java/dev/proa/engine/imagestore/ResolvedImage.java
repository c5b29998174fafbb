package dev.proa.engine.imagestore;

import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.snapshot.ChainId;
import java.util.List;

/**
 * An image somebody asked for.
 *
 * @param layers lowest first
 */
public record ResolvedImage(Digest id, ImageConfig config, List<ChainId> layers) {}
