package dev.proa.snapshot;

import dev.proa.image.Digest;
import dev.proa.image.archive.Compression;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where a layer's tar comes from.
 *
 * @param blob the digest of the stored bytes, verified already
 * @param compression of the stored bytes
 * @param content opens the stored bytes
 */
public record LayerSource(Digest blob, Compression compression, Content content) {
    /** Opens the stored bytes; the stream is closed by who asked for it. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
