package dev.proa.engine.imagestore;

import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.NotFound;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.content.BlobNotFoundException;
import dev.proa.image.content.BlobReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The configurations of the images there are, each read and parsed once. */
final class ImageConfigs {
    /** An image's configuration is far smaller: this is what registries allow for a manifest. */
    static final int LIMIT = 4 * 1024 * 1024;

    private final BlobReader blobs;
    private final Map<Digest, ImageConfig> known = new ConcurrentHashMap<>();

    ImageConfigs(BlobReader blobs) {
        this.blobs = blobs;
    }

    /** Empty when the image was removed a moment ago. */
    Optional<ImageConfig> find(Digest id) {
        ImageConfig cached = known.get(id);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<ImageConfig> read = read(id);
        read.ifPresent(config -> known.put(id, config));
        return read;
    }

    /** @throws NotFound when the image was removed a moment ago */
    ImageConfig of(Digest id) {
        return find(id).orElseThrow(() -> new NotFound("No such image: " + id));
    }

    Map<String, String> labels(Digest id) {
        return of(id).config().labels();
    }

    /** When an image was made, by its own account; 1970 when it does not say. */
    static Instant created(ImageConfig config) {
        Instant created = config.created();
        return created == null ? Instant.EPOCH : created;
    }

    void forget(Digest id) {
        known.remove(id);
    }

    private Optional<ImageConfig> read(Digest id) {
        try {
            return Optional.of(ImageConfig.parse(blobs.read(id, LIMIT)));
        } catch (BlobNotFoundException removed) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new Internal("read the configuration of image " + id + ": " + failure.getMessage(), failure);
        }
    }
}
