package dev.proa.engine.imagestore;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import java.time.Instant;

/** Gives an image one more name; an image that had the name loses it. */
final class TagImage {
    private final ImageTable images;
    private final ImageResolver resolver;
    private final ImageConfigs configs;
    private final ImageEvents events;
    private final Holds holds;

    TagImage(ImageTable images, ImageResolver resolver, ImageConfigs configs, ImageEvents events, Holds holds) {
        this.images = images;
        this.resolver = resolver;
        this.configs = configs;
        this.events = events;
        this.holds = holds;
    }

    void run(String image, String target) {
        ImageName name = target(target);
        ImageRow row = holds.deciding(() -> {
            ImageRow found = resolver.row(image);
            give(name, found.id());
            return found;
        });
        announce(name, row.id());
    }

    /** What an image may be called by a user. */
    static ImageName target(String text) {
        ImageName name = ImageArgument.name(text);
        if (name.digest() != null) {
            throw new InvalidArgument("refusing to create a tag with a digest reference");
        }
        if (name.familiarRepository().equals(Digest.SHA256)) {
            throw new InvalidArgument("refusing to create an ambiguous tag using digest algorithm as name");
        }
        return name.withDefaultTag();
    }

    /** Writes the name down. */
    void give(ImageName name, Digest id) {
        images.transaction(() -> {
            images.name(name, id);
            images.tagged(id, Instant.now());
            return true;
        });
    }

    void announce(ImageName name, Digest id) {
        events.happened("tag", id, configs.labels(id), name.familiar());
    }
}
