package dev.proa.engine.imagestore;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.NotFound;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageName;
import dev.proa.image.registry.RegistryException;
import dev.proa.snapshot.LayerException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Why an image could not be had from its registry, in Docker's words. */
final class PullFailure {
    private PullFailure() {}

    static EngineException of(ImageName name, IOException failure) {
        if (failure instanceof RegistryException refused) {
            return refusal(name, refused);
        }
        return failure instanceof InterruptedIOException
                ? new Internal("context canceled", failure)
                : ArchiveFailure.of(failure);
    }

    /** Whether the image itself is to blame, so that nothing of it is worth keeping. */
    static boolean isBadImage(IOException failure) {
        return failure instanceof ImageFormatException || failure instanceof LayerException;
    }

    private static EngineException refusal(ImageName name, RegistryException refused) {
        String cause = String.valueOf(refused.getMessage());
        return switch (refused.code()) {
            case "DENIED" ->
                new NotFound("pull access denied for " + name.familiarRepository()
                        + ", repository does not exist or may require 'docker login': " + cause);
            case "MANIFEST_UNKNOWN" -> new NotFound("manifest for " + name.familiar() + " not found: " + cause);
            case "NAME_UNKNOWN" -> new NotFound("repository " + name.familiarRepository() + " not found: " + cause);
            default ->
                refused.isNotFound()
                        ? new NotFound("manifest for " + name.familiar() + " not found: " + cause)
                        : new Internal(cause, refused);
        };
    }
}
