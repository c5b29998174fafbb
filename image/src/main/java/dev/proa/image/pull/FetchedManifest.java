package dev.proa.image.pull;

import dev.proa.image.Digest;
import dev.proa.image.ManifestDocument;

/**
 * A manifest or a list of them as a registry gave it.
 *
 * @param digest of the bytes, computed here
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FetchedManifest(byte[] bytes, Digest digest, ManifestDocument document) {}
