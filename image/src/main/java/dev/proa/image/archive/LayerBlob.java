package dev.proa.image.archive;

import dev.proa.image.Digest;

/**
 * A layer as it is stored.
 *
 * @param blob the digest of its stored bytes
 * @param size of its stored bytes
 * @param diffId the digest of its uncompressed tar, as the image config says it
 * @param compression of its stored bytes
 */
public record LayerBlob(Digest blob, long size, Digest diffId, Compression compression) {}
