package dev.proa.image.registry;

import dev.proa.image.Digest;
import java.io.IOException;
import java.io.InputStream;

/**
 * A blob to be sent.
 *
 * @param size bytes
 * @param source gives its bytes, as often as it is asked
 */
public record BlobContent(Digest digest, long size, Source source) {
    /** Where the bytes are. */
    @FunctionalInterface
    public interface Source {
        /** All bytes; who asked closes the stream. */
        InputStream open() throws IOException;
    }

    InputStream from(long offset) throws IOException {
        InputStream in = source.open();
        try {
            in.skipNBytes(offset);
            return in;
        } catch (IOException | RuntimeException failure) {
            try (in) {
                throw failure;
            }
        }
    }
}
