package dev.proa.engine.imagestore;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.image.PendingPull;
import dev.proa.engine.image.PullRequest;
import dev.proa.engine.image.PullStep;
import dev.proa.image.ImageName;
import dev.proa.image.Platform;
import dev.proa.image.registry.Credentials;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Fetches an image, or all tags of a repository, from a registry. */
final class PullImage {
    private final RemoteImages remote;
    private final PullOne one;

    PullImage(RemoteImages remote, PullOne one) {
        this.remote = remote;
        this.one = one;
    }

    /**
     * Finds what is to be fetched.
     *
     * @throws InvalidArgument for a malformed name or platform
     */
    PendingPull find(PullRequest request) {
        ImageName name = ImageArgument.name(request.image());
        Platform platform = platform(request.platform());
        Credentials credentials = request.credentials();
        try {
            if (name.tag() == null && name.digest() == null) {
                List<String> tags = remote.tags(name, credentials);
                return progress -> pullAll(name, tags, platform, credentials, progress);
            }
            RemoteImage image = remote.find(name, platform, credentials);
            return progress -> {
                boolean newer = pull(image, progress);
                conclude(name, newer, progress);
            };
        } catch (IOException failure) {
            throw PullFailure.of(name, failure);
        }
    }

    private static Platform platform(String text) {
        if (text.isEmpty()) {
            return Platform.host();
        }
        try {
            return Platform.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument(String.valueOf(malformed.getMessage()));
        }
    }

    private void pullAll(
            ImageName repository,
            List<String> tags,
            Platform platform,
            Credentials credentials,
            Consumer<PullStep> progress) {
        boolean newer = false;
        for (String tag : tags) {
            ImageName name = repository.withTag(tag);
            try {
                newer |= pull(remote.find(name, platform, credentials), progress);
            } catch (IOException failure) {
                throw PullFailure.of(name, failure);
            }
        }
        conclude(repository, newer, progress);
    }

    private boolean pull(RemoteImage image, Consumer<PullStep> progress) {
        ImageName name = image.name();
        String version = name.digest() == null ? String.valueOf(name.tag()) : String.valueOf(name.digest());
        progress.accept(PullStep.of(version, "Pulling from " + name.path()));
        try {
            boolean newer = one.run(image, progress);
            progress.accept(PullStep.of("Digest: " + image.found()));
            return newer;
        } catch (IOException failure) {
            throw PullFailure.of(name, failure);
        }
    }

    private static void conclude(ImageName name, boolean newer, Consumer<PullStep> progress) {
        progress.accept(PullStep.of((newer ? "Status: Downloaded newer image for " : "Status: Image is up to date for ")
                + name.familiar()));
    }
}
