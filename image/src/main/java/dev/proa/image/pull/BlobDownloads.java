package dev.proa.image.pull;

import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.VerifiedBlobs;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blobs that are being fetched, each once however many want it. A download goes on as long as anybody wants it, also
 * when the one who began it does not any more; with the last it ends and leaves nothing. Thread-safe.
 */
public final class BlobDownloads {
    private final ContentStore blobs;
    private final VerifiedBlobs verified;
    private final int attempts;
    private final Object lock = new Object();
    private final Map<Digest, BlobDownload> running = new HashMap<>();

    /**
     * @param verified told of each blob stored
     * @param attempts how often a broken download is taken up again without getting on
     */
    public BlobDownloads(ContentStore blobs, VerifiedBlobs verified, int attempts) {
        this.blobs = blobs;
        this.verified = verified;
        this.attempts = attempts;
    }

    /** One who wants a blob; closing says that they do not any more. */
    public interface Lease extends Closeable {
        /** Whether somebody else began the download, from where they get it. */
        boolean isShared();

        /**
         * Waits until the blob's bytes are here and verified.
         *
         * @throws IOException when they cannot be had
         */
        void awaitVerified() throws IOException;

        /** Waits until the blob is stored. */
        void awaitStored() throws IOException;

        /** Reads the blob, once it is verified; stays readable after this is closed. */
        InputStream open() throws IOException;

        @Override
        void close();
    }

    /** Told how a download gets on, by its thread; must not block. */
    @FunctionalInterface
    public interface Listener {
        void received(long bytes);
    }

    /**
     * Wants a blob that is not stored, or not whole. The caller holds it, so that nobody deletes it when it is there.
     */
    public Lease join(Descriptor blob, RemoteRepository from, Listener listener) throws IOException {
        Digest digest = blob.digest();
        synchronized (lock) {
            BlobDownload download = running.get(digest);
            boolean shared = download != null;
            if (download == null) {
                if (verified.isKnown(digest)) {
                    return new Present(digest);
                }
                download = new BlobDownload(blob, from, blobs, verified, attempts, this::ended);
                running.put(digest, download);
                download.begin();
            }
            download.join(listener);
            return new Joined(download, listener, shared);
        }
    }

    private void ended(BlobDownload download) {
        synchronized (lock) {
            running.remove(download.digest(), download);
        }
    }

    private final class Joined implements Lease {
        private final BlobDownload download;
        private final Listener listener;
        private final boolean shared;
        private boolean closed;

        Joined(BlobDownload download, Listener listener, boolean shared) {
            this.download = download;
            this.listener = listener;
            this.shared = shared;
        }

        @Override
        public boolean isShared() {
            return shared;
        }

        @Override
        public void awaitVerified() throws IOException {
            download.awaitVerified();
        }

        @Override
        public void awaitStored() throws IOException {
            download.awaitStored();
        }

        @Override
        public InputStream open() throws IOException {
            return download.open();
        }

        @Override
        public void close() {
            @Nullable BlobDownload unwanted = null;
            synchronized (lock) {
                if (closed) {
                    return;
                }
                closed = true;
                if (download.leave(listener)) {
                    running.remove(download.digest(), download);
                    unwanted = download;
                }
            }
            if (unwanted != null) {
                unwanted.cancel();
            }
        }
    }

    private final class Present implements Lease {
        private final Digest digest;

        Present(Digest digest) {
            this.digest = digest;
        }

        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public void awaitVerified() {}

        @Override
        public void awaitStored() {}

        @Override
        public InputStream open() throws IOException {
            return blobs.open(digest);
        }

        @Override
        public void close() {}
    }
}
