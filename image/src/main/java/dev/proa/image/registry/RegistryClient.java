package dev.proa.image.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks with one registry as one user. Answers challenges, repeats what may be repeated, and follows redirects of reads
 * by itself: an {@code Authorization} header goes to the registry and to nobody else. Thread-safe.
 */
public final class RegistryClient {
    private static final int ERROR_LIMIT = 64 << 10;
    private static final int REDIRECTS = 10;

    private final Transport transport;
    private final RegistryEndpoint endpoint;
    private final Authorization authorization;
    private final int retries;

    RegistryClient(Transport transport, RegistryEndpoint endpoint, Credentials credentials, int retries) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.authorization = new Authorization(credentials, new Tokens(transport, endpoint, credentials));
        this.retries = retries;
    }

    /** How this registry is reached. */
    public RegistryEndpoint endpoint() {
        return endpoint;
    }

    /** The address of a path, for example {@code /v2/library/busybox/tags/list}. */
    public URI address(String path) {
        return endpoint.resolve(path);
    }

    /**
     * Sends a request and answers whatever the registry says, also a refusal; only challenges are dealt with, and an
     * overloaded registry is asked again. The caller closes the answer.
     *
     * @throws RegistryException when nobody answers, or the registry does not let this user in
     */
    public RegistryResponse send(RegistryRequest request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            RegistryResponse response;
            try {
                response = authorized(request);
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (RegistryException failure) {
                boolean lost = failure.status() == RegistryException.NO_ANSWER || failure.status() >= 500;
                if (!lost || !request.repeatable() || attempt > retries) {
                    throw failure;
                }
                Backoff.pause(attempt, "");
                continue;
            }
            boolean overloaded = response.status() == 429 || response.status() >= 500;
            if (!overloaded || !request.repeatable() || attempt > retries) {
                return response;
            }
            String retryAfter = response.header("Retry-After");
            response.close();
            Backoff.pause(attempt, retryAfter);
        }
    }

    /**
     * As {@link #send}, taking only success for an answer.
     *
     * @throws RegistryException for every status but 2xx, in Docker's words
     */
    public RegistryResponse expect(RegistryRequest request) throws IOException {
        RegistryResponse response = send(request);
        if (response.status() / 100 == 2) {
            return response;
        }
        throw refusal(request, response);
    }

    /** What an answer's refusal is; closes the answer. */
    public RegistryException refusal(RegistryRequest request, RegistryResponse response) throws IOException {
        try (response) {
            byte[] body = request.method().equals("HEAD")
                    ? new byte[0]
                    : response.body().readNBytes(ERROR_LIMIT);
            return RegistryErrors.refusal(request.method(), request.address(), response.status(), body);
        }
    }

    /** A token to be kept in the password's place; empty when this registry gives none. */
    String identityToken() throws IOException {
        return authorization.identityToken();
    }

    /** Asks whether a registry answers at this endpoint, and what it wants to know of who asks. */
    void ping() throws IOException {
        RegistryRequest request =
                RegistryRequest.get(address("/v2/"), Scope.NONE).repeatable(false);
        try (RegistryResponse response = transport.send(request, Map.of(), endpoint.insecure())) {
            Challenge.best(response.headers().allValues("WWW-Authenticate")).ifPresent(authorization::challenged);
            if (response.status() == 400 && endpoint.isPlain()) {
                throw refusal(request, response); // a server that speaks TLS says this to one that does not
            }
        }
    }

    private RegistryResponse authorized(RegistryRequest request) throws IOException {
        boolean own = isOwn(request.address());
        Optional<String> header = own ? authorization.header(request.scope(), false) : Optional.empty();
        RegistryResponse response = once(request, header);
        if (response.status() != 401 || !own) {
            return response;
        }
        Challenge.best(response.headers().allValues("WWW-Authenticate")).ifPresent(authorization::challenged);
        if (!authorization.mayHelp(header.isPresent())) {
            return response;
        }
        response.close();
        return once(request, authorization.header(request.scope(), true));
    }

    private RegistryResponse once(RegistryRequest request, Optional<String> authorized) throws IOException {
        RegistryRequest current = request;
        for (int hop = 0; ; hop++) {
            Map<String, String> headers = authorized.isPresent() && isOwn(current.address())
                    ? Map.of("Authorization", authorized.get())
                    : Map.of();
            RegistryResponse response =
                    transport.send(current, headers, endpoint.insecure() && isOwnHost(current.address()));
            String location = response.header("Location");
            if (!isRedirect(response.status()) || location.isEmpty() || !request.repeatable()) {
                return response;
            }
            response.close();
            if (hop == REDIRECTS) {
                throw new RegistryException(
                        response.status(),
                        "",
                        RegistryErrors.at(request.method(), request.address()) + "stopped after 10 redirects",
                        null);
            }
            current = elsewhere(current, location);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private RegistryRequest elsewhere(RegistryRequest from, String location) throws RegistryException {
        URI to;
        try {
            to = from.address().resolve(location);
        } catch (IllegalArgumentException malformed) {
            throw new RegistryException(
                    502, "", RegistryErrors.at(from.method(), from.address()) + "malformed Location", malformed);
        }
        String scheme = String.valueOf(to.getScheme());
        if (to.getHost() == null || !(scheme.equals("https") || (scheme.equals("http") && endpoint.insecure()))) {
            throw new RegistryException(
                    502,
                    "",
                    RegistryErrors.at(from.method(), from.address()) + "refusing to follow a redirect to " + scheme
                            + "://" + to.getRawAuthority(),
                    null);
        }
        return new RegistryRequest(from.method(), to, from.headers(), from.body(), from.scope(), from.repeatable());
    }

    /** Whether an address is this registry, by the same scheme, so that it may know who asks. */
    private boolean isOwn(URI address) {
        return String.valueOf(endpoint.base().getScheme()).equals(address.getScheme()) && isOwnHost(address);
    }

    private boolean isOwnHost(URI address) {
        return endpoint.authority().equalsIgnoreCase(address.getRawAuthority());
    }
}
