package dev.proa.image.content;

import dev.proa.image.Digest;
import java.io.IOException;

/** Takes new blobs. */
public interface BlobWriter {
    /**
     * Starts a blob that nobody sees until it is committed. The caller closes the draft.
     *
     * @param algorithm of the digest it gets, {@link Digest#SHA256} or {@link Digest#SHA512}
     */
    BlobDraft begin(String algorithm) throws IOException;

    /** Starts a blob that gets a SHA-256 digest. */
    default BlobDraft begin() throws IOException {
        return begin(Digest.SHA256);
    }

    /** Writes a small blob. */
    default Digest write(byte[] content) throws IOException {
        try (BlobDraft draft = begin()) {
            draft.write(content, 0, content.length);
            draft.finish();
            return draft.commit();
        }
    }
}
