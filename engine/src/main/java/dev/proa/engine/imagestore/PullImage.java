package dev.proa.engine.imagestore;

import dev.proa.engine.failure.NotSupported;
import dev.proa.image.ImageName;

/** Refuses to fetch images, in words that begin as Docker's do where it may not. */
final class PullImage {
    private PullImage() {}

    static NotSupported refusal(String image) {
        ImageName name = ImageArgument.name(image);
        return new NotSupported("pull access denied for " + name.familiarRepository()
                + ": Proa does not pull from registries yet; load or import the image instead");
    }
}
