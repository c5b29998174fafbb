package dev.proa.engine.imagestore;

import dev.proa.image.Digest;
import dev.proa.image.ImageManifest;
import dev.proa.image.ImageName;
import dev.proa.image.pull.RemoteRepository;

/**
 * An image at a registry, chosen for a platform.
 *
 * @param name with the tag or digest that was asked for
 * @param from where its blobs are
 * @param found what the name stands for: the digest of a manifest or of a list of them
 * @param manifest the image's own
 * @param document the manifest's bytes
 * @param digest of those
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RemoteImage(
        ImageName name, RemoteRepository from, Digest found, ImageManifest manifest, byte[] document, Digest digest) {}
