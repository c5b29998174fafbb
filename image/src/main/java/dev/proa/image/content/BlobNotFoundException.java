package dev.proa.image.content;

import dev.proa.image.Digest;
import java.io.IOException;

/** There is no blob of this digest. */
public final class BlobNotFoundException extends IOException {
    private static final long serialVersionUID = 1L;

    public BlobNotFoundException(Digest digest) {
        super("blob " + digest + " not found");
    }
}
