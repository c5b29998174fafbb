package dev.proa.engine.imagestore;

import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.engine.store.ImageRow;
import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What is in use: from images and containers to the layers and blobs they are made of. */
final class Reachability {
    private Reachability() {}

    static Set<Stored> of(Collection<ImageRow> images, Collection<ImageUsers.User> users) {
        Set<Stored> reached = new HashSet<>();
        for (ImageRow image : images) {
            reached.addAll(of(image));
        }
        for (ImageUsers.User user : users) {
            for (String layer : user.layers()) {
                reached.add(new Stored.Layer(new ChainId(Digest.parse(layer))));
            }
        }
        return reached;
    }

    static Set<Stored> of(ImageRow image) {
        Set<Stored> parts = new HashSet<>();
        parts.add(new Stored.Blob(image.id()));
        image.blobs().forEach(blob -> parts.add(new Stored.Blob(blob)));
        Digest manifest = image.manifest();
        if (manifest != null) {
            parts.add(new Stored.Blob(manifest));
        }
        image.layers().forEach(layer -> parts.add(new Stored.Layer(layer)));
        return parts;
    }
}
