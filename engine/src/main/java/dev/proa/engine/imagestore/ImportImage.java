package dev.proa.engine.imagestore;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.image.ImageImport;
import dev.proa.engine.imagestore.change.ConfigChanges;
import dev.proa.image.ContainerConfig;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import dev.proa.image.Platform;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.BlobWriter;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ImageUnpacker;
import dev.proa.snapshot.LayerException;
import dev.proa.snapshot.LayerLimits;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an image of one layer out of a tarball, plain or compressed. */
final class ImportImage {
    private final BlobWriter blobs;
    private final LayerStore layers;
    private final AddImage adding;
    private final ImageEvents events;
    private final Holds holds;
    private final Garbage garbage;
    private final long maxUnpackedBytes;

    ImportImage(
            BlobWriter blobs,
            LayerStore layers,
            AddImage adding,
            ImageEvents events,
            Holds holds,
            Garbage garbage,
            long maxUnpackedBytes) {
        this.blobs = blobs;
        this.layers = layers;
        this.adding = adding;
        this.events = events;
        this.holds = holds;
        this.garbage = garbage;
        this.maxUnpackedBytes = maxUnpackedBytes;
    }

    /**
     * Makes the image or nothing.
     *
     * @throws InvalidArgument for a malformed name, platform or change, before a byte is read, or a damaged tarball
     * @throws dev.proa.engine.failure.Internal when the disk is full or fails
     */
    Digest run(ImageImport request, InputStream tarball) {
        String given = request.name();
        ImageName name = given == null || given.isEmpty() ? null : target(given);
        Platform platform = platform(request.platform());
        ContainerConfig config = ConfigChanges.apply(ContainerConfig.EMPTY, request.changes());

        Holds.Hold hold = holds.openReader();
        List<Stored> appeared = new ArrayList<>();
        try {
            Digest id = make(request.message(), platform, config, name, tarball, hold, appeared);
            events.happened("import", id, config.labels());
            return id;
        } catch (IOException failure) {
            throw ArchiveFailure.of(failure);
        } finally {
            hold.close();
            garbage.collect(appeared);
        }
    }

    private static ImageName target(String text) {
        ImageName name = ImageArgument.name(text);
        if (name.digest() != null) {
            throw new InvalidArgument("cannot import digest reference");
        }
        return name.withDefaultTag();
    }

    private static Platform platform(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Platform.host();
        }
        Platform platform;
        try {
            platform = Platform.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument(String.valueOf(malformed.getMessage()));
        }
        if (!platform.os().equals("linux")) {
            throw new InvalidArgument("operating system is not supported");
        }
        return platform;
    }

    private Digest make(
            String message,
            Platform platform,
            ContainerConfig config,
            @Nullable ImageName name,
            InputStream tarball,
            Holds.Hold hold,
            List<Stored> appeared)
            throws IOException {
        try (BlobDraft draft = blobs.begin()) {
            copy(tarball, draft);
            draft.finish();
            LayerBlob layer = new LayerBlob(draft.digest(), draft.size(), draft.digest(), Compression.NONE);
            List<Stored.Layer> unpacked = ChainId.chain(List.of(layer.diffId())).stream()
                    .map(Stored.Layer::new)
                    .toList();
            hold.add(unpacked);
            appeared.addAll(unpacked);
            try (ImageUnpacker unpacker = layers.unpacker(new LayerLimits(maxUnpackedBytes))) {
                unpacker.unpack(List.of(layer), _ -> draft::open);
            }
            Instant now = Instant.now();
            ImageConfig image = new ImageConfig(
                    platform,
                    "",
                    now,
                    "",
                    message,
                    "",
                    config,
                    List.of(layer.diffId()),
                    List.of(new ImageConfig.History(now, "", "", message, false)));
            return adding.run(image, List.of(layer.blob()), draft, name, appeared);
        }
    }

    /** What cannot be read is the tarball's fault, what cannot be written the disk's. */
    private void copy(InputStream tarball, BlobDraft draft) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        InputStream plain = reading(() -> Compression.decompressAny(tarball));
        for (int n; (n = reading(() -> plain.read(buffer))) >= 0; ) {
            if (draft.size() + n > maxUnpackedBytes) {
                throw new LayerException(
                        "invalid tarball: it is larger than the limit of " + maxUnpackedBytes + " bytes");
            }
            draft.write(buffer, 0, n);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T run() throws IOException;
    }

    private static <T> T reading(Reading<T> work) throws LayerException {
        try {
            return work.run();
        } catch (IOException failure) {
            throw new LayerException("invalid tarball: " + failure.getMessage(), failure);
        }
    }
}
