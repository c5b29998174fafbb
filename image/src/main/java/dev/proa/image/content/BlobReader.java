package dev.proa.image.content;

import dev.proa.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads blobs that are there. */
public interface BlobReader {
    /** Whether there is such a blob. */
    boolean contains(Digest digest);

    /**
     * The blob's size in bytes.
     *
     * @throws BlobNotFoundException if there is none
     */
    long size(Digest digest) throws IOException;

    /** What tells the blob's file from another or a changed one; empty if there is none. Does not read the blob. */
    Optional<BlobStamp> stamp(Digest digest) throws IOException;

    /**
     * The blob's bytes, unbuffered; the caller closes the stream. What was verified when it was written is not verified
     * again.
     *
     * @throws BlobNotFoundException if there is none
     */
    InputStream open(Digest digest) throws IOException;

    /**
     * A small blob as a whole.
     *
     * @param limit in bytes
     * @throws BlobNotFoundException if there is none
     * @throws IOException if it is larger than the limit
     */
    default byte[] read(Digest digest, int limit) throws IOException {
        try (InputStream in = open(digest)) {
            byte[] content = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new IOException("blob " + digest + " is larger than " + limit + " bytes");
            }
            return content;
        }
    }
}
