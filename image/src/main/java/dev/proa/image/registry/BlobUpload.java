package dev.proa.image.registry;

import dev.proa.image.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a blob into a repository: asks the registry to take it over from another of its repositories, or sends it.
 *
 * <p>A small blob goes with one request. A larger one is sent first and named after, so that an upload that broke off
 * goes on where the registry says it ended; with a registry that does not say, it begins again.
 */
final class BlobUpload {
    /** Up to here sending again is cheaper than a third request. */
    private static final long SMALL = 1 << 20;

    private final RegistryClient client;
    private final String repository;
    private final int attempts;

    BlobUpload(RegistryClient client, String repository, int attempts) {
        this.client = client;
        this.repository = repository;
        this.attempts = attempts;
    }

    /**
     * Mounts a blob.
     *
     * @param candidates repositories of the same registry that probably have it, the likeliest first
     * @return the repository it was mounted from, empty: none of them
     */
    Optional<String> mount(Digest digest, List<String> candidates) throws IOException {
        for (String candidate : candidates) {
            if (mounted(digest, candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** @throws RegistryException when the registry does not take it */
    void send(BlobContent blob, UploadObserver observer) throws IOException {
        for (int attempt = 1; ; attempt++) {
            URI location = begin();
            try {
                send(location, blob, observer);
                return;
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (RegistryException failure) {
                cancel(location);
                if (!passing(failure.status()) || attempt > attempts) {
                    throw failure;
                }
                observer.retrying();
                Backoff.pause(attempt, "");
            }
        }
    }

    /** A refusal is no failure: to read the other repository may be what this user may not. */
    private boolean mounted(Digest digest, String from) throws IOException {
        Scope scope = Scope.push(repository).and(Scope.pull(from));
        String query = "?mount=" + encoded(digest.toString()) + "&from=" + encoded(from);
        try (RegistryResponse answer = client.expect(post(query, scope))) {
            if (answer.status() == 201) {
                return true;
            }
            // A registry that cannot mount begins an upload instead.
            cancel(location(answer));
            return false;
        } catch (RegistryException failure) {
            if (failure.isDenied() || failure.isNotFound()) {
                return false;
            }
            throw failure;
        }
    }

    private URI begin() throws IOException {
        try (RegistryResponse answer = client.expect(post("", Scope.push(repository)))) {
            return location(answer);
        }
    }

    /** Repeating it leaves the registry at worst a session without content, which it clears away. */
    private RegistryRequest post(String query, Scope scope) {
        return RegistryRequest.send(
                        "POST",
                        client.address("/v2/" + repository + "/blobs/uploads/" + query),
                        BodyPublishers::noBody,
                        scope)
                .repeatable(true);
    }

    private void send(URI location, BlobContent blob, UploadObserver observer) throws IOException {
        if (blob.size() <= SMALL) {
            put(location, blob, 0, observer);
            return;
        }
        URI next = location;
        long offset = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                put(patch(next, blob, offset, observer), blob, blob.size(), observer);
                return;
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (RegistryException failure) {
                if (!passing(failure.status()) || attempt > attempts) {
                    throw failure;
                }
                observer.retrying();
                Backoff.pause(attempt, "");
                Reached reached = reached(next, failure);
                next = reached.location();
                offset = Math.min(reached.offset(), blob.size());
            }
        }
    }

    private record Reached(URI location, long offset) {}

    /**
     * Asks how much of an upload that broke off has arrived. docker-registry says so since 3.0 (distribution#3755); asked
     * earlier, it gives the upload up with a 404: "upload resumed at wrong offset".
     *
     * @throws RegistryException {@code broken} itself, when the registry does not say
     */
    private Reached reached(URI location, RegistryException broken) throws IOException {
        RegistryRequest status =
                RegistryRequest.get(location, Scope.push(repository)).repeatable(false);
        try (RegistryResponse answer = client.send(status)) {
            String range = answer.header("Range");
            int dash = range.lastIndexOf('-');
            if (answer.status() == 204 && dash > 0) {
                long last = Long.parseLong(range.substring(dash + 1).strip());
                // "0-0" is said of an empty upload as well as of one byte, and that byte is not worth the doubt.
                return new Reached(location(answer), last == 0 ? 0 : last + 1);
            }
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (RegistryException | NumberFormatException unknown) {
            broken.addSuppressed(unknown);
        }
        throw broken;
    }

    private URI patch(URI location, BlobContent blob, long offset, UploadObserver observer) throws IOException {
        if (offset == blob.size()) {
            return location;
        }
        try (UploadBody body = new UploadBody(blob, offset, observer::sent)) {
            RegistryRequest request = RegistryRequest.send("PATCH", location, body, Scope.push(repository))
                    .with("Content-Type", "application/octet-stream");
            if (offset > 0) {
                request = request.with("Content-Range", offset + "-" + (blob.size() - 1));
            }
            try (RegistryResponse answer = client.expect(request)) {
                return location(answer);
            }
        }
    }

    private void put(URI location, BlobContent blob, long offset, UploadObserver observer) throws IOException {
        String address = location.toString();
        URI named = URI.create(address + (address.contains("?") ? "&" : "?") + "digest="
                + encoded(blob.digest().toString()));
        try (UploadBody body = new UploadBody(blob, offset, observer::sent)) {
            RegistryRequest request = RegistryRequest.send("PUT", named, body, Scope.push(repository))
                    .with("Content-Type", "application/octet-stream");
            client.expect(request).close();
        }
    }

    /** Tells the registry that nothing more comes; it forgets such a session by itself too, only later. */
    private void cancel(URI session) {
        RegistryRequest request =
                RegistryRequest.send("DELETE", session, BodyPublishers::noBody, Scope.push(repository));
        try {
            client.send(request).close();
        } catch (IOException unheard) {
            // What led here is what counts.
        }
    }

    /** Where an upload goes on: never from TLS to plain HTTP. */
    private URI location(RegistryResponse answer) throws RegistryException {
        String text = answer.header("Location");
        URI location;
        try {
            location = answer.address().resolve(text);
        } catch (IllegalArgumentException malformed) {
            throw unusable(answer, text, malformed);
        }
        if (text.isEmpty() || location.getHost() == null) {
            throw unusable(answer, text, null);
        }
        if ("http".equals(location.getScheme()) && !client.endpoint().isPlain()) {
            if (client.endpoint().authority().equalsIgnoreCase(location.getRawAuthority())) {
                // Registries behind a proxy that speaks TLS for them often do not know that it does.
                return URI.create("https" + location.toString().substring("http".length()));
            }
            if (!client.endpoint().insecure()) {
                throw unusable(answer, text, null);
            }
        }
        return location;
    }

    private static RegistryException unusable(RegistryResponse answer, String location, @Nullable Throwable cause) {
        return new RegistryException(
                502,
                "",
                RegistryErrors.at("POST", answer.address()) + "refusing to upload to \"" + location + "\"",
                cause);
    }

    private static boolean passing(int status) {
        return status == RegistryException.NO_ANSWER || status == 429 || status >= 500;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
