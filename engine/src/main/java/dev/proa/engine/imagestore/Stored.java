package dev.proa.engine.imagestore;

import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;

/** A thing on disk that lives as long as somebody uses it. */
sealed interface Stored {
    /** A layer's directory. */
    record Layer(ChainId id) implements Stored {}

    /** A blob: an image's configuration, or what a layer was unpacked from. */
    record Blob(Digest digest) implements Stored {}
}
