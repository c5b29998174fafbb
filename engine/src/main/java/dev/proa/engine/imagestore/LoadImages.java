package dev.proa.engine.imagestore;

import dev.proa.engine.image.LoadReport;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageName;
import dev.proa.image.Platform;
import dev.proa.image.archive.ArchiveLimits;
import dev.proa.image.archive.ArchivedFile;
import dev.proa.image.archive.ImageArchiveReader;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.archive.LoadedImage;
import dev.proa.image.content.BlobWriter;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ImageUnpacker;
import dev.proa.snapshot.Layer;
import dev.proa.snapshot.LayerLimits;
import dev.proa.snapshot.LayerSource;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Loads the images of an archive.
 *
 * <p>Layers are unpacked side by side while the archive is still read. Then the layers appear, the blobs, and at last,
 * in one transaction, the images and their names. Whatever fails on the way, what had appeared is garbage and goes.
 */
final class LoadImages {
    private final ImageTable images;
    private final BlobWriter blobs;
    private final LayerStore layers;
    private final ImageEvents events;
    private final Holds holds;
    private final Garbage garbage;
    private final long maxUnpackedBytes;

    LoadImages(
            ImageTable images,
            BlobWriter blobs,
            LayerStore layers,
            ImageEvents events,
            Holds holds,
            Garbage garbage,
            long maxUnpackedBytes) {
        this.images = images;
        this.blobs = blobs;
        this.layers = layers;
        this.events = events;
        this.holds = holds;
        this.garbage = garbage;
        this.maxUnpackedBytes = maxUnpackedBytes;
    }

    /**
     * Loads all images or none.
     *
     * @throws dev.proa.engine.failure.InvalidArgument when the archive is damaged, hostile or no archive
     * @throws dev.proa.engine.failure.Internal when the disk is full or fails
     */
    LoadReport run(InputStream archive, Consumer<String> progress) {
        Holds.Hold hold = holds.openReader();
        List<Stored> appeared = new ArrayList<>();
        try {
            return load(archive, hold, appeared, progress);
        } catch (IOException failure) {
            throw ArchiveFailure.of(failure);
        } finally {
            hold.close();
            garbage.collect(appeared);
        }
    }

    private LoadReport load(InputStream archive, Holds.Hold hold, List<Stored> appeared, Consumer<String> progress)
            throws IOException {
        Map<Digest, ArchivedFile> files = new ConcurrentHashMap<>();
        try (ImageUnpacker unpacker = layers.unpacker(new LayerLimits(maxUnpackedBytes));
                ImageArchiveReader.Result archived = read(archive, unpacker, files)) {
            List<ImageRow> rows = new ArrayList<>();
            Set<ChainId> counted = new HashSet<>();
            long unpacked = 0;
            for (LoadedImage image : archived.images()) {
                refuseMissingLayers(image.config());
                List<ChainId> chain = ChainId.chain(image.config().diffIds());
                List<Stored.Layer> stored =
                        chain.stream().map(Stored.Layer::new).toList();
                hold.add(stored);
                appeared.addAll(stored);
                for (Layer layer : unpacker.unpack(image.layers(), blob -> content(blob, files))) {
                    unpacked += counted.add(layer.id()) ? layer.size() : 0;
                }
                if (unpacked > maxUnpackedBytes) {
                    throw new ImageFormatException("invalid archive: its layers are larger than the limit of "
                            + maxUnpackedBytes + " bytes together");
                }
                rows.add(row(image, chain));
            }
            rows.forEach(row -> appeared.addAll(Reachability.of(row)));
            archived.commit();
            List<String> lines = holds.deciding(() -> images.transaction(() -> write(rows, archived.images())));
            lines.forEach(progress);
            return report(archived.images());
        }
    }

    private ImageArchiveReader.Result read(InputStream archive, ImageUnpacker unpacker, Map<Digest, ArchivedFile> files)
            throws IOException {
        try {
            return ImageArchiveReader.read(
                    archive,
                    blobs,
                    new ArchiveLimits(
                            maxUnpackedBytes, ArchiveLimits.DEFAULT.metadataBytes(), ArchiveLimits.DEFAULT.entries()),
                    Platform.host(),
                    file -> {
                        files.put(file.digest(), file);
                        if (file.looksLikeLayer()) {
                            offer(file, unpacker);
                        }
                    });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static void offer(ArchivedFile file, ImageUnpacker unpacker) {
        try {
            unpacker.offer(new LayerSource(file.digest(), file.compression(), file::open));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static LayerSource.Content content(LayerBlob layer, Map<Digest, ArchivedFile> files) {
        return () -> {
            ArchivedFile file = files.get(layer.blob());
            if (file == null) {
                throw new ImageFormatException("invalid archive: the layer " + layer.blob() + " is missing");
            }
            return file.open();
        };
    }

    /** Docker's check (image/store.go in moby): a history may not speak of layers that are not there. */
    private static void refuseMissingLayers(ImageConfig config) throws ImageFormatException {
        long steps =
                config.history().stream().filter(step -> !step.emptyLayer()).count();
        if (steps > config.diffIds().size()) {
            throw new ImageFormatException("too many non-empty layers in History section");
        }
    }

    private static ImageRow row(LoadedImage image, List<ChainId> chain) {
        return new ImageRow(
                image.id(),
                Instant.now(),
                null,
                chain,
                image.layers().stream().map(LayerBlob::blob).toList(),
                image.manifest().orElse(null));
    }

    /** @return the lines for people */
    private List<String> write(List<ImageRow> rows, List<LoadedImage> loaded) {
        List<String> lines = new ArrayList<>();
        Map<ImageName, Digest> given = new HashMap<>();
        rows.forEach(images::add);
        for (LoadedImage image : loaded) {
            for (ImageName name : image.names()) {
                Optional<Digest> before = images.idOf(name).filter(id -> !id.equals(image.id()));
                if (before.isPresent() && !given.containsKey(name)) {
                    lines.add("The image " + name.familiar() + " already exists, renaming the old one with ID "
                            + before.get() + " to empty string");
                }
                given.put(name, image.id());
                images.name(name, image.id());
                lines.add("Loaded image: " + name.familiar());
            }
            if (image.names().isEmpty()) {
                lines.add("Loaded image ID: " + image.id());
            }
            events.happened("load", image.id(), image.config().config().labels());
        }
        return lines;
    }

    private static LoadReport report(List<LoadedImage> loaded) {
        return new LoadReport(
                loaded.stream()
                        .flatMap(image -> image.names().stream())
                        .map(ImageName::familiar)
                        .toList(),
                loaded.stream()
                        .filter(image -> image.names().isEmpty())
                        .map(LoadedImage::id)
                        .toList());
    }
}
