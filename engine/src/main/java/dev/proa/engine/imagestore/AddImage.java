package dev.proa.engine.imagestore;

import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.BlobWriter;
import dev.proa.snapshot.ChainId;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds an image made here, whose layers are unpacked and held. */
final class AddImage {
    private final ImageTable images;
    private final BlobWriter blobs;
    private final TagImage tag;
    private final Holds holds;

    AddImage(ImageTable images, BlobWriter blobs, TagImage tag, Holds holds) {
        this.images = images;
        this.blobs = blobs;
        this.tag = tag;
        this.holds = holds;
    }

    /**
     * Keeps the newest layer's blob and the configuration, and then adds the image under its name.
     *
     * @param layers all layers' blobs, lowest first
     * @param newest the highest one, finished; stays the caller's
     * @param name null: none
     * @param appeared is told what the image consists of, before that is kept: garbage should this fail
     */
    Digest run(
            ImageConfig config,
            List<Digest> layers,
            BlobDraft newest,
            @Nullable ImageName name,
            Collection<Stored> appeared)
            throws IOException {
        byte[] document = config.toJson();
        Digest id = Digest.of(document);
        ImageRow row = new ImageRow(id, Instant.now(), null, ChainId.chain(config.diffIds()), layers, null);
        appeared.addAll(Reachability.of(row));
        newest.commit();
        blobs.write(document);
        holds.deciding(() -> images.transaction(() -> {
            images.add(row);
            if (name != null) {
                tag.give(name, id);
            }
            return id;
        }));
        if (name != null) {
            tag.announce(name, id);
        }
        return id;
    }
}
