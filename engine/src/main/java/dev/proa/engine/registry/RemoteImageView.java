package dev.proa.engine.registry;

import dev.proa.image.Digest;
import dev.proa.image.Platform;
import java.util.List;

/**
 * What a registry has under a name.
 *
 * @param size of the manifest, or list of them, in bytes
 */
public record RemoteImageView(String mediaType, Digest digest, long size, List<Platform> platforms) {}
