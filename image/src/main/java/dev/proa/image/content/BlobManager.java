package dev.proa.image.content;

import dev.proa.image.Digest;
import java.io.IOException;
import java.util.List;

/** Knows what is stored, and removes it. */
public interface BlobManager {
    /** All blobs, in no order. */
    List<Digest> list() throws IOException;

    /**
     * Removes a blob; streams that are open on it go on.
     *
     * @return whether there was one
     */
    boolean remove(Digest digest) throws IOException;
}
