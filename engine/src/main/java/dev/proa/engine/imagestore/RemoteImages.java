package dev.proa.engine.imagestore;

import dev.proa.engine.failure.NotFound;
import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageIndex;
import dev.proa.image.ImageManifest;
import dev.proa.image.ImageName;
import dev.proa.image.Platform;
import dev.proa.image.pull.FetchedManifest;
import dev.proa.image.pull.RemoteRepository;
import dev.proa.image.registry.Credentials;
import dev.proa.image.registry.Registries;
import dev.proa.image.registry.RegistryClient;
import dev.proa.image.registry.RegistryEndpoint;
import dev.proa.image.registry.RegistryException;
import dev.proa.image.registry.RegistryName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds images at registries: at a mirror, else where they belong. */
final class RemoteImages {
    /** A list may list lists, but nobody means more than this. */
    private static final int NESTED = 3;

    private final Registries registries;

    RemoteImages(Registries registries) {
        this.registries = registries;
    }

    /** What is asked of a repository at one of the places it may be. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(RemoteRepository repository) throws IOException;
    }

    /**
     * Finds one image.
     *
     * @param name with a tag or digest
     * @throws NotFound when it is not made for the platform
     */
    RemoteImage find(ImageName name, Platform platform, Credentials credentials) throws IOException {
        return ask(name, credentials, repository -> {
            Digest digest = name.digest();
            FetchedManifest found =
                    digest == null ? repository.manifest(String.valueOf(name.tag())) : repository.manifest(digest);
            return chosen(name, platform, repository, found);
        });
    }

    /** All tags of a repository, each to be found by its own. */
    List<String> tags(ImageName repository, Credentials credentials) throws IOException {
        return ask(repository, credentials, RemoteRepository::tags);
    }

    private <T> T ask(ImageName name, Credentials credentials, Question<T> question) throws IOException {
        @Nullable IOException last = null;
        for (RegistryEndpoint endpoint : registries.endpointsForPull(RegistryName.of(name))) {
            boolean answered = false;
            try {
                RegistryClient client = registries.connect(endpoint, credentials);
                answered = true;
                return question.ask(new RemoteRepository(client, name.path()));
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException failure) {
                if (answered && !endpoint.mirror()) {
                    throw failure;
                }
                last = failure;
            }
        }
        throw last == null
                ? new RegistryException(RegistryException.NO_ANSWER, "", "no endpoint for " + name.domain(), null)
                : last;
    }

    private static RemoteImage chosen(
            ImageName name, Platform platform, RemoteRepository repository, FetchedManifest found) throws IOException {
        FetchedManifest current = found;
        for (int depth = 0; depth < NESTED; depth++) {
            switch (current.document()) {
                case ImageManifest manifest -> {
                    return new RemoteImage(
                            name, repository, found.digest(), manifest, current.bytes(), current.digest());
                }
                case ImageIndex index -> current = repository.manifest(entry(index, platform));
            }
        }
        throw new ImageFormatException("manifest " + found.digest() + ": lists of lists of lists");
    }

    private static Descriptor entry(ImageIndex index, Platform platform) {
        return index.choose(platform)
                // Docker's words.
                .orElseThrow(
                        () -> new NotFound("no matching manifest for " + platform + " in the manifest list entries"));
    }
}
