package dev.proa.engine.imagestore;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.ImageSource;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import dev.proa.image.Platform;
import dev.proa.snapshot.ChainId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds images by what users call them. A complete id wins, then a name, then the beginning of an id; several images
 * whose ids begin so are, as for Docker, no image.
 */
public final class ImageResolver implements ImageSource {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,64}");

    private final ImageTable images;
    private final ImageConfigs configs;
    private final Holds holds;

    ImageResolver(ImageTable images, ImageConfigs configs, Holds holds) {
        this.images = images;
        this.configs = configs;
        this.holds = holds;
    }

    /**
     * @throws NotFound {@code No such image: x:latest}
     * @throws dev.proa.engine.failure.InvalidArgument {@code invalid reference format}
     */
    public ResolvedImage resolve(String image) {
        ImageRow row = row(image);
        return new ResolvedImage(row.id(), configs.of(row.id()), row.layers());
    }

    @Override
    public Held hold(String image, @Nullable String platform) {
        return holds.deciding(() -> {
            ResolvedImage resolved = resolve(image);
            refuseOtherPlatform(image, resolved.config().platform(), platform);
            Holds.Hold hold = holds.open();
            hold.add(resolved.layers().stream().map(Stored.Layer::new).toList());
            return new HeldImage(resolved, hold);
        });
    }

    private static void refuseOtherPlatform(String image, Platform actual, @Nullable String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return;
        }
        Platform parsed;
        try {
            parsed = Platform.parse(wanted);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument(String.valueOf(malformed.getMessage()));
        }
        if (parsed.suitability(actual) < 0) {
            throw new NotFound("image with reference " + image + " was found but its platform (" + actual
                    + ") does not match the specified platform (" + parsed + ")");
        }
    }

    private record HeldImage(ResolvedImage image, Holds.Hold hold) implements Held {
        @Override
        public Digest id() {
            return image.id();
        }

        @Override
        public ImageConfig config() {
            return image.config();
        }

        @Override
        public List<String> layers() {
            return image.layers().stream().map(ChainId::toString).toList();
        }

        @Override
        public void close() {
            hold.close();
        }
    }

    /** The id of an image, empty when there is none or it cannot be called so. */
    public Optional<Digest> idOf(String image) {
        try {
            return Optional.of(row(image).id());
        } catch (EngineException unknown) {
            return Optional.empty();
        }
    }

    ImageRow row(String image) {
        return find(image).row();
    }

    /** An image, and the name it was found by if it was found by one. */
    record Found(ImageRow row, Optional<ImageName> by) {}

    Found find(String image) {
        ImageArgument argument = ImageArgument.parse(image);
        Optional<Found> found = switch (argument) {
            case ImageArgument.Id(Digest id) -> images.find(id).map(row -> new Found(row, Optional.empty()));
            case ImageArgument.Name(ImageName written) -> {
                ImageName name = key(written);
                Optional<Found> byName =
                        images.idOf(name).flatMap(images::find).map(row -> new Found(row, Optional.of(name)));
                yield byName.isPresent() ? byName : beginningWith(image).map(row -> new Found(row, Optional.empty()));
            }
        };
        return found.orElseThrow(() -> new NotFound("No such image: " + argument.spelled()));
    }

    /** The only image whose id begins so. */
    Optional<ImageRow> beginningWith(String text) {
        String prefix = Digest.SHA256 + ":";
        String hex = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
        if (!HEX.matcher(hex).matches()) {
            return Optional.empty();
        }
        List<ImageRow> matches = images.beginningWith(hex);
        return matches.size() == 1 ? Optional.of(matches.getFirst()) : Optional.empty();
    }

    /** A name as it is kept: with a tag, or with a digest and then without the tag, whose content may have changed. */
    static ImageName key(ImageName name) {
        Digest digest = name.digest();
        return digest == null
                ? name.withDefaultTag()
                : name.withoutTagAndDigest().withDigest(digest);
    }
}
