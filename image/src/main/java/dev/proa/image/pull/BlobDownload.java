package dev.proa.image.pull;

import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageFormatException;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.VerifiedBlobs;
import dev.proa.image.registry.Backoff;
import dev.proa.image.registry.RegistryException;
import dev.proa.image.registry.RegistryResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * One blob on its way from a registry into the content store, on a thread of its own: hashing would hold a virtual
 * thread's carrier. A broken connection is taken up where it broke.
 */
final class BlobDownload {
    private static final int BUFFER = 128 << 10;
    /** Who got this far has not failed in vain: the attempts count anew. */
    private static final long GOT_ON = 1 << 20;

    private final Descriptor blob;
    private final RemoteRepository from;
    private final ContentStore blobs;
    private final VerifiedBlobs verified;
    private final int attempts;
    private final Consumer<BlobDownload> ended;
    private final Thread thread;
    private final List<BlobDownloads.Listener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<BlobDraft> whole = new CompletableFuture<>();
    private final CompletableFuture<Boolean> stored = new CompletableFuture<>();

    BlobDownload(
            Descriptor blob,
            RemoteRepository from,
            ContentStore blobs,
            VerifiedBlobs verified,
            int attempts,
            Consumer<BlobDownload> ended) {
        this.blob = blob;
        this.from = from;
        this.blobs = blobs;
        this.verified = verified;
        this.attempts = attempts;
        this.ended = ended;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("download-" + blob.digest().shortHex())
                .unstarted(this::run);
    }

    Digest digest() {
        return blob.digest();
    }

    void begin() {
        thread.start();
    }

    void join(BlobDownloads.Listener listener) {
        listeners.add(listener);
    }

    /** @return whether nobody wants it any more */
    boolean leave(BlobDownloads.Listener listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /** Ends it, unless it has ended, and waits until its draft is gone. */
    void cancel() {
        thread.interrupt();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException again) {
                interrupted = true; // it ends soon, and must not leave a draft that nobody knows of
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitVerified() throws IOException {
        await(whole);
    }

    void awaitStored() throws IOException {
        await(stored);
    }

    InputStream open() throws IOException {
        return await(whole).open();
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted while waiting for a download");
            stopped.initCause(interrupted);
            throw stopped;
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case RegistryException refused ->
                    throw new RegistryException(
                            refused.status(), refused.code(), String.valueOf(refused.getMessage()), refused);
                case ImageFormatException damaged ->
                    throw new ImageFormatException(String.valueOf(damaged.getMessage()), damaged);
                case Throwable other -> throw new IOException(String.valueOf(other.getMessage()), other);
                case null -> throw new IOException("download failed", failure);
            }
        }
    }

    private void run() {
        try {
            download();
            stored.complete(true);
        } catch (IOException | RuntimeException | Error failure) {
            whole.completeExceptionally(failure);
            stored.completeExceptionally(failure);
        } finally {
            ended.accept(this);
        }
    }

    /** A blob that came out wrong is fetched whole once more: what was in between may have been to blame. */
    private void download() throws IOException {
        for (int attempt = 0; attempt < 2; attempt++) {
            if (downloadOnce()) {
                return;
            }
        }
        // Docker's words.
        throw new ImageFormatException("filesystem layer verification failed for digest " + blob.digest());
    }

    /** @return whether it is what it should be */
    private boolean downloadOnce() throws IOException {
        try (BlobDraft draft = blobs.begin(blob.digest().algorithm())) {
            if (!receiveAll(draft)) {
                return false;
            }
            draft.finish();
            if (!draft.digest().equals(blob.digest())) {
                return false;
            }
            whole.complete(draft);
            if (blobs.contains(blob.digest()) && !verified.isKnown(blob.digest())) {
                blobs.remove(blob.digest()); // it is damaged, or this would not have been fetched
            }
            draft.commit();
            verified.written(blob.digest());
            return true;
        }
    }

    /** @return whether it has the size it should have */
    private boolean receiveAll(BlobDraft draft) throws IOException {
        int failures = 0;
        long before = 0;
        while (true) {
            IOException broken;
            try {
                receive(draft);
                if (draft.size() == blob.size()) {
                    return true;
                }
                // A connection that breaks is told from an answer that ends here.
                throw new ImageFormatException("layer " + blob.digest() + " has " + draft.size()
                        + " bytes where its manifest says " + blob.size());
            } catch (InterruptedIOException | ImageFormatException | WriteFailure given) {
                throw given;
            } catch (RangeIgnored anew) {
                return false;
            } catch (RegistryException refused) {
                if (refused.status() != RegistryException.NO_ANSWER && refused.status() < 500) {
                    throw refused;
                }
                broken = refused;
            } catch (IOException lost) {
                broken = lost;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the download was given up");
            }
            failures = draft.size() - before >= GOT_ON ? 1 : failures + 1;
            before = draft.size();
            if (failures >= attempts) {
                throw broken;
            }
            Backoff.pause(failures, "");
        }
    }

    private void receive(BlobDraft draft) throws IOException {
        long at = draft.size();
        try (RegistryResponse response = from.blob(blob.digest(), at)) {
            if (at > 0 && !continuesAt(response, at)) {
                throw new RangeIgnored();
            }
            byte[] buffer = new byte[BUFFER];
            InputStream body = response.body();
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                if (draft.size() + n > blob.size()) {
                    throw new ImageFormatException("layer " + blob.digest() + " is larger than the " + blob.size()
                            + " bytes that its manifest says");
                }
                write(draft, buffer, n);
                for (BlobDownloads.Listener listener : listeners) {
                    listener.received(draft.size());
                }
            }
        }
    }

    private static boolean continuesAt(RegistryResponse response, long at) {
        return response.status() == 206 && response.header("Content-Range").startsWith("bytes " + at + "-");
    }

    private static void write(BlobDraft draft, byte[] buffer, int length) throws WriteFailure {
        try {
            draft.write(buffer, 0, length);
        } catch (IOException disk) {
            throw new WriteFailure(disk);
        }
    }

    /** The registry begins anew where it was asked to go on. */
    private static final class RangeIgnored extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** This machine's disk, not the registry. */
    private static final class WriteFailure extends IOException {
        private static final long serialVersionUID = 1L;

        WriteFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
