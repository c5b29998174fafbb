package dev.proa.engine.imagestore;

import dev.proa.engine.image.PullStep;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageName;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.VerifiedBlobs;
import dev.proa.image.pull.BlobDownloads;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ImageUnpacker;
import dev.proa.snapshot.Layer;
import dev.proa.snapshot.LayerLimits;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Fetches one image. Blobs appear as they are verified, then the layers, and at last, in one transaction, the image and
 * its names. What had appeared when a pull fails is garbage; when it was given up or the network failed, it is kept for
 * the next attempt.
 */
final class PullOne {
    private final ImageTable images;
    private final ContentStore blobs;
    private final VerifiedBlobs verified;
    private final BlobDownloads downloads;
    private final LayerStore layers;
    private final ImageConfigs configs;
    private final ImageEvents events;
    private final Holds holds;
    private final Garbage garbage;
    private final KeptBlobs kept;
    private final MendLayers mend;
    private final long maxUnpackedBytes;
    private final int concurrency;

    PullOne(
            ImageTable images,
            ContentStore blobs,
            VerifiedBlobs verified,
            BlobDownloads downloads,
            LayerStore layers,
            ImageConfigs configs,
            ImageEvents events,
            Holds holds,
            Garbage garbage,
            KeptBlobs kept,
            MendLayers mend,
            long maxUnpackedBytes,
            int concurrency) {
        this.images = images;
        this.blobs = blobs;
        this.verified = verified;
        this.downloads = downloads;
        this.layers = layers;
        this.configs = configs;
        this.events = events;
        this.holds = holds;
        this.garbage = garbage;
        this.kept = kept;
        this.mend = mend;
        this.maxUnpackedBytes = maxUnpackedBytes;
        this.concurrency = concurrency;
    }

    /**
     * Fetches it, telling the client from this thread while others work.
     *
     * @return whether the name stands for another image than before
     */
    boolean run(RemoteImage image, Consumer<PullStep> progress) throws IOException {
        PullBoard board = new PullBoard();
        FutureTask<Boolean> work = new FutureTask<>(() -> pull(image, board));
        Thread worker = Thread.ofVirtual().name("pull").start(() -> {
            work.run();
            board.end();
        });
        try {
            board.drain(progress);
            return work.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("context canceled");
            stopped.initCause(interrupted);
            throw stopped;
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case IOException known -> throw known;
                case RuntimeException unexpected -> throw unexpected;
                case Error serious -> throw serious;
                case null, default -> throw new IOException("pull: " + failure.getCause(), failure);
            }
        } finally {
            board.cancel();
            worker.interrupt();
            joined(worker);
        }
    }

    private static void joined(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException again) {
                interrupted = true; // it cleans up; what it holds is given back when it has ended
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean pull(RemoteImage image, PullBoard board) throws IOException {
        Holds.Hold hold = holds.open();
        Set<Stored> appeared = new HashSet<>();
        try {
            boolean newer = pull(image, board, hold, appeared);
            hold.close();
            kept.used(appeared);
            garbage.collect(appeared);
            return newer;
        } catch (IOException failure) {
            boolean useless = PullFailure.isBadImage(failure) || ArchiveFailure.isDiskFull(failure);
            if (board.isCancelled() || !useless) {
                kept.keep(hold, appeared);
            } else {
                hold.close();
                garbage.collect(appeared);
            }
            throw failure;
        } catch (RuntimeException | Error failure) {
            hold.close();
            garbage.collect(appeared);
            throw failure;
        }
    }

    private boolean pull(RemoteImage image, PullBoard board, Holds.Hold hold, Set<Stored> appeared) throws IOException {
        PulledManifests.refuse(image.manifest());
        Digest id = image.manifest().config().digest();
        Set<Stored> parts = new HashSet<>();
        parts.add(new Stored.Blob(id));
        parts.add(new Stored.Blob(image.digest()));
        image.manifest().layers().forEach(layer -> parts.add(new Stored.Blob(layer.digest())));
        hold.add(parts);
        appeared.addAll(parts);
        ExecutorService threads = Executors.newFixedThreadPool(
                concurrency, Thread.ofPlatform().daemon().name("pull-", 0).factory());
        try (ImageUnpacker unpacker = layers.unpacker(new LayerLimits(maxUnpackedBytes));
                LayersToPull layersToPull =
                        new LayersToPull(image.from(), blobs, verified, downloads, layers, unpacker, board, threads)) {
            Optional<ImageRow> before = images.find(id);
            if (before.isPresent()) {
                mend.removeDamaged(before.get().layers());
                hold.add(Reachability.of(before.get()));
                if (isIntact(before.get(), threads)) {
                    return name(image, before.get(), false);
                }
            }
            ImageConfig config = config(image.manifest().config(), image);
            PulledManifests.refuseMismatch(image.manifest(), config);
            List<ChainId> chain = ChainId.chain(config.diffIds());
            if (before.isEmpty()) {
                mend.removeDamaged(chain);
            }
            List<Stored.Layer> made = chain.stream().map(Stored.Layer::new).toList();
            hold.add(made);
            appeared.addAll(made);
            List<Layer> unpacked = layersToPull.pull(image.manifest().layers(), config.diffIds());
            refuseTooLarge(unpacked);
            write(image.document(), image.digest());
            ImageRow row = new ImageRow(
                    id,
                    Instant.now(),
                    null,
                    chain,
                    image.manifest().layers().stream().map(Descriptor::digest).toList(),
                    image.digest());
            before.ifPresent(old -> appeared.addAll(Reachability.of(old)));
            boolean newer = name(image, row, before.isPresent());
            image.manifest()
                    .layers()
                    .forEach(layer -> board.tell(PullStep.of(layer.digest().shortHex(), "Pull complete")));
            return newer;
        }
    }

    /** Whether an image that is known can be used as it is; hashes what was not hashed before. */
    private boolean isIntact(ImageRow image, ExecutorService threads) throws IOException {
        if (!image.layers().stream().allMatch(layers::contains)) {
            return false;
        }
        List<Callable<Boolean>> checks = new ArrayList<>();
        for (Stored part : Reachability.of(image)) {
            if (part instanceof Stored.Blob(Digest digest)) {
                checks.add(() -> verified.isIntact(digest));
            }
        }
        try {
            for (Future<Boolean> check : threads.invokeAll(checks)) {
                if (!check.get()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted while blobs were verified");
            stopped.initCause(interrupted);
            throw stopped;
        } catch (ExecutionException failure) {
            throw new IOException("verify a blob: " + failure.getCause(), failure);
        }
    }

    private ImageConfig config(Descriptor descriptor, RemoteImage image) throws IOException {
        Digest id = descriptor.digest();
        if (!verified.isIntact(id)) {
            try (BlobDownloads.Lease lease = downloads.join(descriptor, image.from(), _ -> {})) {
                lease.awaitStored();
            }
            configs.forget(id);
        }
        return ImageConfig.parse(blobs.read(id, ImageConfigs.LIMIT));
    }

    private void refuseTooLarge(List<Layer> unpacked) throws ImageFormatException {
        Set<ChainId> counted = new HashSet<>();
        long bytes = 0;
        for (Layer layer : unpacked) {
            bytes += counted.add(layer.id()) ? layer.size() : 0;
        }
        if (bytes > maxUnpackedBytes) {
            throw new ImageFormatException(
                    "the image's layers are larger than the limit of " + maxUnpackedBytes + " bytes together");
        }
    }

    private void write(byte[] document, Digest digest) throws IOException {
        if (verified.isIntact(digest)) {
            return;
        }
        blobs.remove(digest);
        try (BlobDraft draft = blobs.begin(digest.algorithm())) {
            draft.write(document, 0, document.length);
            draft.finish();
            draft.commit();
        }
        verified.written(digest);
    }

    private boolean name(RemoteImage image, ImageRow row, boolean repaired) {
        ImageName name = ImageResolver.key(image.name());
        boolean newer = holds.deciding(() -> images.transaction(() -> {
            boolean another = !images.idOf(name).filter(row.id()::equals).isPresent();
            if (repaired) {
                images.replaceParts(row);
            }
            images.add(row);
            images.name(name, row.id());
            images.name(name.withoutTagAndDigest().withDigest(image.found()), row.id());
            images.tagged(row.id(), Instant.now());
            return another;
        }));
        events.pulled(name, configs.labels(row.id()));
        return newer || repaired;
    }
}
