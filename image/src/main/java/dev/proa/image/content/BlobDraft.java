package dev.proa.image.content;

import dev.proa.image.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A blob being written. Write, {@link #finish()}, look at digest and size, {@link #commit()}; closing it before throws
 * it away. For one thread at a time, except that {@link #open()} may be used by others between finish and close.
 */
public interface BlobDraft extends Closeable {
    /** Appends bytes. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Appends a stream up to its end; does not close it. */
    default void write(InputStream in) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        for (int n; (n = in.read(buffer)) >= 0; ) {
            write(buffer, 0, n);
        }
    }

    /** How many bytes were written so far. */
    long size();

    /** Ends the writing. The bytes start on their way to the disk. */
    void finish() throws IOException;

    /**
     * The digest of what was written.
     *
     * @throws IllegalStateException before {@link #finish()}
     */
    Digest digest();

    /** Reads what was written, after {@link #finish()}; stays readable when the draft is committed or closed. */
    InputStream open() throws IOException;

    /**
     * Waits until the bytes are on disk and makes them the blob of their digest. Does nothing but drop the draft if that
     * blob exists.
     *
     * @return the blob's digest
     */
    Digest commit() throws IOException;

    /** Throws the draft away, unless it was committed. */
    @Override
    void close() throws IOException;
}
