package dev.proa.image.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out whether a registry that need not have TLS has it. Both ways are tried at once, since a server that expects
 * plain HTTP may wait forever for the end of what TLS begins with; no credentials are sent. Remembers what it found.
 * Thread-safe.
 */
final class SchemeProbe {
    /** How much longer TLS may take when plain HTTP was answered. */
    private static final long GRACE_MILLIS = 1000;

    private final Transport transport;
    private final Map<String, URI> found = new ConcurrentHashMap<>();

    SchemeProbe(Transport transport) {
        this.transport = transport;
    }

    /**
     * How a {@code host:port} is spoken to.
     *
     * @return both ways, TLS first, when it answers to neither
     */
    List<URI> bases(String authority) throws IOException {
        URI known = found.get(authority);
        if (known != null) {
            return List.of(known);
        }
        URI secure = URI.create("https://" + authority);
        URI plain = URI.create("http://" + authority);
        CompletableFuture<Boolean> secureAnswers = new CompletableFuture<>();
        CompletableFuture<Boolean> plainAnswers = new CompletableFuture<>();
        Thread secureTrial = begin(secure, secureAnswers);
        Thread plainTrial = begin(plain, plainAnswers);
        try {
            if (plainAnswers.get() ? within(secureAnswers) : secureAnswers.get()) {
                found.put(authority, secure);
                return List.of(secure);
            }
            if (plainAnswers.get()) {
                found.put(authority, plain);
                return List.of(plain);
            }
            return List.of(secure, plain);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Transport.stopped(interrupted);
        } catch (ExecutionException failure) {
            throw new IOException("ask " + authority + ": " + failure.getCause(), failure);
        } finally {
            secureTrial.interrupt();
            plainTrial.interrupt();
        }
    }

    /** It did not answer any more. */
    void forget(String authority) {
        found.remove(authority);
    }

    private static boolean within(CompletableFuture<Boolean> answers) throws InterruptedException, ExecutionException {
        try {
            return answers.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            return false;
        }
    }

    private Thread begin(URI base, CompletableFuture<Boolean> answers) {
        return Thread.ofVirtual().name("registry-probe").start(() -> answers.complete(answers(base)));
    }

    private boolean answers(URI base) {
        RegistryRequest request = new RegistryRequest(
                "GET", URI.create(base + "/v2/"), Map.of(), BodyPublishers::noBody, Scope.NONE, false);
        try (RegistryResponse response = transport.send(request, Map.of(), true)) {
            // A server with TLS says 400 to who comes without.
            return response.status() != 400;
        } catch (IOException | RuntimeException none) {
            return false;
        }
    }
}
