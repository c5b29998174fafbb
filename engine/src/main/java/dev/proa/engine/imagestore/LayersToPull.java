package dev.proa.engine.imagestore;

import dev.proa.engine.image.PullStep;
import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.VerifiedBlobs;
import dev.proa.image.pull.BlobDownloads;
import dev.proa.image.pull.RemoteRepository;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ImageUnpacker;
import dev.proa.snapshot.LayerSource;
import dev.proa.snapshot.LayerStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;

/**
 * The layers of one image on their way: each is unpacked as soon as it is here, while others still come. What is stored
 * already is used after it was verified. For one pull; closing gives up what is still under way.
 */
final class LayersToPull implements AutoCloseable {
    private static final int SHARED_ATTEMPTS = 3;

    private final RemoteRepository from;
    private final ContentStore blobs;
    private final VerifiedBlobs verified;
    private final BlobDownloads downloads;
    private final LayerStore layers;
    private final ImageUnpacker unpacker;
    private final PullBoard board;
    private final ExecutorService threads;
    private final List<BlobDownloads.Lease> leases = new ArrayList<>();
    private final Map<Digest, LayerBlob> stored = new ConcurrentHashMap<>();

    /** @param threads how many are fetched at once */
    LayersToPull(
            RemoteRepository from,
            ContentStore blobs,
            VerifiedBlobs verified,
            BlobDownloads downloads,
            LayerStore layers,
            ImageUnpacker unpacker,
            PullBoard board,
            ExecutorService threads) {
        this.from = from;
        this.blobs = blobs;
        this.verified = verified;
        this.downloads = downloads;
        this.layers = layers;
        this.unpacker = unpacker;
        this.board = board;
        this.threads = threads;
    }

    /**
     * Fetches what is missing and makes all layers available.
     *
     * @param descriptors as the manifest lists them, lowest first; the caller holds their blobs
     * @param diffIds of the same layers; the caller holds the layers they make
     */
    List<dev.proa.snapshot.Layer> pull(List<Descriptor> descriptors, List<Digest> diffIds) throws IOException {
        List<ChainId> chain = ChainId.chain(diffIds);
        ExecutorCompletionService<Boolean> tasks = new ExecutorCompletionService<>(threads);
        Set<Digest> begun = new HashSet<>();
        for (int i = 0; i < descriptors.size(); i++) {
            Descriptor layer = descriptors.get(i);
            Digest diffId = diffIds.get(i);
            boolean unpacked = layers.contains(chain.get(i));
            if (begun.add(layer.digest())) {
                if (!unpacked || !blobs.contains(layer.digest())) {
                    tell(layer, "Pulling fs layer");
                }
                tasks.submit(() -> fetch(layer, diffId, unpacked));
            }
        }
        for (int i = 0; i < begun.size(); i++) {
            finishOne(tasks);
        }
        List<LayerBlob> all = new ArrayList<>();
        for (int i = 0; i < descriptors.size(); i++) {
            LayerBlob one = stored.get(descriptors.get(i).digest());
            if (one == null) {
                throw new IOException("layer " + descriptors.get(i).digest() + " was not fetched");
            }
            all.add(new LayerBlob(one.blob(), one.size(), diffIds.get(i), one.compression()));
        }
        List<dev.proa.snapshot.Layer> result = unpacker.unpack(all, layer -> () -> extracting(layer));
        synchronized (leases) {
            for (BlobDownloads.Lease lease : leases) {
                lease.awaitStored();
            }
        }
        return result;
    }

    private static void finishOne(ExecutorCompletionService<Boolean> tasks) throws IOException {
        try {
            tasks.take().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted while layers were fetched");
            stopped.initCause(interrupted);
            throw stopped;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException known) {
                throw known;
            }
            throw new IOException("fetch a layer: " + failure.getCause(), failure);
        }
    }

    private boolean fetch(Descriptor layer, Digest diffId, boolean unpacked) throws IOException {
        Digest digest = layer.digest();
        boolean there = verified.isIntact(digest) && blobs.size(digest) == layer.size();
        if (there) {
            Compression compression = detect(blobs.open(digest));
            stored.put(digest, new LayerBlob(digest, layer.size(), diffId, compression));
            if (unpacked) {
                tell(layer, "Already exists");
                return true;
            }
            tell(layer, "Download complete");
            unpacker.offer(new LayerSource(digest, compression, () -> extracting(layer, blobs.open(digest))));
            return true;
        }
        BlobDownloads.Lease lease = download(layer);
        tell(layer, "Download complete");
        Compression compression = detect(lease.open());
        stored.put(digest, new LayerBlob(digest, layer.size(), diffId, compression));
        if (!unpacked) {
            unpacker.offer(new LayerSource(digest, compression, () -> extracting(layer, lease.open())));
        }
        return true;
    }

    /** What somebody else began may fail for reasons of theirs; then it is begun anew. */
    private BlobDownloads.Lease download(Descriptor layer) throws IOException {
        for (int attempt = 1; ; attempt++) {
            BlobDownloads.Lease lease = downloads.join(
                    layer,
                    from,
                    received ->
                            board.tell(new PullStep(layer.digest().shortHex(), "Downloading", received, layer.size())));
            synchronized (leases) {
                leases.add(lease);
            }
            try {
                lease.awaitVerified();
                tell(layer, "Verifying Checksum");
                return lease;
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException failure) {
                lease.close();
                synchronized (leases) {
                    leases.remove(lease);
                }
                if (!lease.isShared() || attempt == SHARED_ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private static Compression detect(InputStream content) throws IOException {
        try (BufferedInputStream buffered = new BufferedInputStream(content, 512)) {
            return Compression.detect(buffered);
        }
    }

    private InputStream extracting(LayerBlob layer) throws IOException {
        return new ExtractingStream(blobs.open(layer.blob()), layer.blob().shortHex(), layer.size(), board);
    }

    private InputStream extracting(Descriptor layer, InputStream content) {
        return new ExtractingStream(content, layer.digest().shortHex(), layer.size(), board);
    }

    private void tell(Descriptor layer, String status) {
        board.tell(PullStep.of(layer.digest().shortHex(), status));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        List<BlobDownloads.Lease> rest;
        synchronized (leases) {
            rest = List.copyOf(leases);
            leases.clear();
        }
        rest.forEach(BlobDownloads.Lease::close);
        threads.close();
        synchronized (leases) {
            leases.forEach(BlobDownloads.Lease::close);
        }
    }
}
