package dev.proa.engine.imagestore;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.imagestore.change.ConfigChanges;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.ContentStore;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ImageUnpacker;
import dev.proa.snapshot.LayerLimits;
import dev.proa.snapshot.LayerStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an image of another one and one more layer. */
public final class CommitImage {
    private final ImageTable images;
    private final ContentStore blobs;
    private final LayerStore layers;
    private final ImageConfigs configs;
    private final StoredLayers stored;
    private final AddImage adding;
    private final Holds holds;
    private final Garbage garbage;

    CommitImage(
            ImageTable images,
            ContentStore blobs,
            LayerStore layers,
            ImageConfigs configs,
            AddImage adding,
            Holds holds,
            Garbage garbage) {
        this.images = images;
        this.blobs = blobs;
        this.layers = layers;
        this.configs = configs;
        this.stored = new StoredLayers(blobs, configs);
        this.adding = adding;
        this.holds = holds;
        this.garbage = garbage;
    }

    /**
     * What is to be made.
     *
     * @param container whose files they are
     * @param base the image below
     * @param config of the image, before the changes
     * @param changes lines of a Dockerfile
     * @param createdBy the command, for the history
     * @param name what the image is called, null: nothing
     */
    public record Wanted(
            String container,
            Digest base,
            ContainerConfig config,
            List<String> changes,
            String author,
            String comment,
            String createdBy,
            @Nullable String name) {}

    /** Writes the layer as a tar. */
    @FunctionalInterface
    public interface LayerTar {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Makes the image or nothing.
     *
     * @throws NotFound when the image below was removed
     * @throws dev.proa.engine.failure.InvalidArgument for a malformed name or change, before the layer is asked for
     * @throws dev.proa.engine.failure.Internal when the disk is full or fails
     */
    public Digest run(Wanted wanted, LayerTar tar) {
        String given = wanted.name();
        ImageName name = given == null || given.isEmpty() ? null : TagImage.target(given);
        List<Stored> appeared = new ArrayList<>();
        Holds.Hold hold = holds.openReader();
        try {
            ImageRow base = holds.deciding(() -> {
                ImageRow row =
                        images.find(wanted.base()).orElseThrow(() -> new NotFound("No such image: " + wanted.base()));
                hold.add(Reachability.of(row));
                return row;
            });
            return make(wanted, base, name, tar, hold, appeared);
        } catch (IOException failure) {
            throw ArchiveFailure.of(failure);
        } finally {
            hold.close();
            garbage.collect(appeared);
        }
    }

    private Digest make(
            Wanted wanted,
            ImageRow base,
            @Nullable ImageName name,
            LayerTar tar,
            Holds.Hold hold,
            List<Stored> appeared)
            throws IOException {
        ImageConfig below = configs.of(base.id());
        dev.proa.image.ContainerConfig config =
                ConfigChanges.apply(CommittedConfig.of(wanted.config(), below.config()), wanted.changes());
        try (BlobDraft draft = blobs.begin()) {
            OutputStream out = into(draft);
            tar.writeTo(out);
            out.flush();
            draft.finish();
            List<LayerBlob> all = new ArrayList<>(stored.of(base));
            all.add(new LayerBlob(draft.digest(), draft.size(), draft.digest(), Compression.NONE));
            List<Digest> diffIds = all.stream().map(LayerBlob::diffId).toList();
            List<Stored.Layer> held =
                    ChainId.chain(diffIds).stream().map(Stored.Layer::new).toList();
            hold.add(held);
            appeared.addAll(held);
            try (ImageUnpacker unpacker = layers.unpacker(new LayerLimits(Long.MAX_VALUE))) {
                unpacker.unpack(
                        all,
                        layer -> layer.blob().equals(draft.digest()) ? draft::open : () -> blobs.open(layer.blob()));
            }
            Instant now = Instant.now();
            List<ImageConfig.History> history = new ArrayList<>(below.history());
            history.add(new ImageConfig.History(now, wanted.createdBy(), wanted.author(), wanted.comment(), false));
            ImageConfig image = new ImageConfig(
                    below.platform(),
                    below.osVersion(),
                    now,
                    wanted.author(),
                    wanted.comment(),
                    "",
                    config,
                    diffIds,
                    history);
            return adding.run(image, all.stream().map(LayerBlob::blob).toList(), draft, name, appeared);
        }
    }

    /** Into a draft, in pieces large enough for the disk; to be flushed at the end. */
    private static OutputStream into(BlobDraft draft) {
        return new BufferedOutputStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        draft.write(bytes, offset, length);
                    }
                },
                256 * 1024);
    }
}
