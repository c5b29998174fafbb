package dev.proa.image.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Plain HTTP, one request after another: connections, TLS, proxies, and nothing of registries. Thread-safe. */
final class Transport implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    /** Bytes a second; a registry that takes less is as good as silent. */
    private static final long SLOWEST = 64 << 10;

    private final RegistryConfig config;
    private final TlsSettings tls;
    private final Map<Key, HttpClient> clients = new ConcurrentHashMap<>();

    /** Which connections may be used for each other. */
    private record Key(Optional<Path> certificates, List<String> files, boolean insecure) {
        boolean replaces(Key older) {
            return certificates.equals(older.certificates) && insecure == older.insecure && !files.equals(older.files);
        }
    }

    Transport(RegistryConfig config) {
        this.config = config;
        this.tls = new TlsSettings(config.certificates(), config.environment());
    }

    /**
     * Sends one request. A redirect is an answer like any other.
     *
     * @param insecure whether the certificate does not matter
     * @throws RegistryException when nobody answers
     */
    RegistryResponse send(RegistryRequest request, Map<String, String> moreHeaders, boolean insecure)
            throws IOException {
        URI address = request.address();
        HttpRequest.BodyPublisher body = request.body().get();
        HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .timeout(config.idle().plus(sending(body.contentLength())))
                .method(request.method(), body)
                .header("User-Agent", "proa");
        request.headers().forEach(builder::setHeader);
        moreHeaders.forEach(builder::setHeader);
        try {
            HttpResponse<InputStream> response =
                    client(address, insecure).send(builder.build(), _ -> new StreamedBody(config.idle()));
            return new RegistryResponse(address, response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stopped(interrupted);
        } catch (IOException failure) {
            throw RegistryErrors.unreachable(request.method(), address, failure);
        }
    }

    /** The JDK's limit begins with the request, so the time to send its body comes on top. */
    private static Duration sending(long bytes) {
        return bytes <= 0 ? Duration.ZERO : Duration.ofSeconds(bytes / SLOWEST);
    }

    static InterruptedIOException stopped(InterruptedException interrupted) {
        InterruptedIOException stopped = new InterruptedIOException("interrupted while asking a registry");
        stopped.initCause(interrupted);
        return stopped;
    }

    private HttpClient client(URI address, boolean insecure) throws IOException {
        Optional<Path> folder = tls.folder(String.valueOf(address.getRawAuthority()));
        Key key = new Key(folder, folder.isEmpty() ? List.of() : TlsSettings.state(folder.get()), insecure);
        HttpClient known = clients.get(key);
        if (known != null) {
            return known;
        }
        HttpClient made = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.idle().compareTo(CONNECT) < 0 ? config.idle() : CONNECT)
                .proxy(new Proxies(config.environment()))
                .sslContext(tls.context(folder.orElse(null), insecure))
                .build();
        // Certificates have changed. Who still uses the older client goes on; after that it ends by itself.
        clients.keySet().removeIf(key::replaces);
        HttpClient first = clients.putIfAbsent(key, made);
        if (first == null) {
            return made;
        }
        made.shutdownNow();
        return first;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
        clients.clear();
    }
}
