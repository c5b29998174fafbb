package dev.proa.snapshot;

import dev.proa.image.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Counts and hashes all that passes through, and stops at a limit. */
final class HashingInputStream extends FilterInputStream {
    private final String algorithm;
    private final @Nullable MessageDigest hash;
    private final long limit;
    private long count;

    /**
     * Passes {@code in} through.
     *
     * @param hashing whether the digest is wanted
     * @param limit how many bytes may pass
     */
    HashingInputStream(InputStream in, String algorithm, boolean hashing, long limit) {
        super(in);
        this.algorithm = algorithm;
        this.hash = hashing ? Digest.hash(algorithm) : null;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = readOrBlame(bytes, offset, length);
        if (n > 0) {
            count += n;
            if (count > limit) {
                throw new LayerException("the layer is larger than the limit of " + limit + " bytes");
            }
            if (hash != null) {
                hash.update(bytes, offset, n);
            }
        }
        return n;
    }

    private int readOrBlame(byte[] bytes, int offset, int length) throws LayerException {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException damaged) {
            // Compressed data that is cut short or altered; the disk's own failures are far rarer.
            throw new LayerException("the layer is damaged: " + damaged.getMessage(), damaged);
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        byte[] skipped = new byte[(int) Math.min(bytes, 64 * 1024)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The digest of what has passed, once; null if it was not wanted. */
    @Nullable
    Digest digest() {
        return hash == null ? null : Digest.of(algorithm, hash);
    }
}
