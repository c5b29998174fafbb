package dev.proa.image.content;

import dev.proa.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which stored blobs are known to be what their names say. A blob is read and hashed once in the life of this object,
 * and again only when its file has changed since. Thread-safe.
 */
public final class VerifiedBlobs {
    private static final int BUFFER = 256 << 10;

    private final BlobReader blobs;
    private final Map<Digest, BlobStamp> verified = new ConcurrentHashMap<>();

    public VerifiedBlobs(BlobReader blobs) {
        this.blobs = blobs;
    }

    /** Whether a blob is there and is known to be whole, without reading it. */
    public boolean isKnown(Digest digest) throws IOException {
        BlobStamp known = verified.get(digest);
        return known != null && blobs.stamp(digest).filter(known::equals).isPresent();
    }

    /** A blob that was verified while it was written. */
    public void written(Digest digest) throws IOException {
        blobs.stamp(digest).ifPresent(stamp -> verified.put(digest, stamp));
    }

    /** Whether a blob is there and whole; reads all of it unless that was done before. */
    public boolean isIntact(Digest digest) throws IOException {
        Optional<BlobStamp> stamp = blobs.stamp(digest);
        if (stamp.isEmpty()) {
            verified.remove(digest);
            return false;
        }
        if (stamp.get().equals(verified.get(digest))) {
            return true;
        }
        if (!hash(digest).equals(digest)) {
            verified.remove(digest);
            return false;
        }
        verified.put(digest, stamp.get());
        return true;
    }

    private Digest hash(Digest digest) throws IOException {
        MessageDigest hash = Digest.hash(digest.algorithm());
        try (InputStream in = blobs.open(digest)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
            }
        }
        return Digest.of(digest.algorithm(), hash);
    }
}
