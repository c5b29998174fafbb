package dev.proa.engine.image;

/** One step of removing an image, in the order taken. */
public sealed interface ImageDeletion {
    /** A name or digest reference that no longer stands for the image. */
    record Untagged(String reference) implements ImageDeletion {}

    /** An image or layer that is gone, {@code sha256:…}. */
    record Deleted(String id) implements ImageDeletion {}
}
