package dev.proa.engine.imagestore;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import dev.proa.image.InvalidReferenceException;

/** What a user wrote where an image is asked for. */
sealed interface ImageArgument {
    /** A complete id, with or without its algorithm. */
    record Id(Digest id) implements ImageArgument {}

    /** A name, which may also be the beginning of an id; as it was written, without a tag added. */
    record Name(ImageName name) implements ImageArgument {}

    /** @throws InvalidArgument when it can be neither, in Docker's words */
    static ImageArgument parse(String text) {
        if (ImageName.isIdentifier(text)) {
            return new Id(Digest.sha256(text));
        }
        try {
            return new Id(Digest.parse(text));
        } catch (InvalidReferenceException noDigest) {
            return new Name(name(text));
        }
    }

    /** @throws InvalidArgument when it is no name, in Docker's words */
    static ImageName name(String text) {
        try {
            return ImageName.parse(text);
        } catch (InvalidReferenceException malformed) {
            throw new InvalidArgument(String.valueOf(malformed.getMessage()));
        }
    }

    /** How errors call it: Docker adds the tag that was meant, and gives an id with its algorithm. */
    default String spelled() {
        return switch (this) {
            case Id(Digest id) -> id.toString();
            case Name(ImageName name) -> name.withDefaultTag().familiar();
        };
    }
}
