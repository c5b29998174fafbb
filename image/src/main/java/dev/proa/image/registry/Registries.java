package dev.proa.image.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All registries, as this machine reaches them. Nothing of HTTP is loaded before the first of them is asked. Safe for
 * use by any number of threads; closing ends all connections.
 */
public final class Registries implements AutoCloseable {
    private final RegistryConfig config;
    private final Endpoints endpoints;
    private final Object lock = new Object();
    private @Nullable Transport transport;
    private @Nullable SchemeProbe probe;
    private boolean closed;

    public Registries(RegistryConfig config) {
        this.config = config;
        this.endpoints = new Endpoints(config);
    }

    /** Ways to reach a registry for reading, mirrors among them, in the order to try. */
    public List<RegistryEndpoint> endpointsForPull(RegistryName registry) throws IOException {
        List<RegistryEndpoint> all = new ArrayList<>(endpoints.mirrors(registry));
        all.addAll(own(registry));
        return all;
    }

    /** The registry itself: with TLS and, where that is allowed and TLS is not answered, without. */
    private List<RegistryEndpoint> own(RegistryName registry) throws IOException {
        String host = registry.host();
        if (!endpoints.isInsecure(host)) {
            return List.of(new RegistryEndpoint(URI.create("https://" + host), false, false));
        }
        return probe().bases(host).stream()
                .map(base -> new RegistryEndpoint(base, true, false))
                .toList();
    }

    /** Whether a registry may be spoken to without proof of who it is. */
    public boolean isInsecure(RegistryName registry) {
        return endpoints.isInsecure(registry.host());
    }

    /**
     * Finds out that a registry answers at one endpoint.
     *
     * @param credentials not used with a mirror
     * @throws RegistryException when it does not
     */
    public RegistryClient connect(RegistryEndpoint endpoint, Credentials credentials) throws IOException {
        RegistryClient client = new RegistryClient(
                transport(), endpoint, endpoint.mirror() ? Credentials.ANONYMOUS : credentials, config.retries());
        try {
            client.ping();
        } catch (RegistryException lost) {
            probe().forget(endpoint.authority());
            throw lost;
        }
        return client;
    }

    /**
     * Connects to the registry itself at its first endpoint that answers.
     *
     * @throws RegistryException the last endpoint's failure when none does
     */
    public RegistryClient connect(RegistryName registry, Credentials credentials) throws IOException {
        @Nullable IOException last = null;
        for (RegistryEndpoint endpoint : own(registry)) {
            try {
                return connect(endpoint, credentials);
            } catch (InterruptedIOException stopped) {
                throw stopped;
            } catch (IOException failure) {
                last = failure;
            }
        }
        throw last == null ? new IOException("no endpoint for " + registry) : last;
    }

    private SchemeProbe probe() throws IOException {
        synchronized (lock) {
            SchemeProbe made = probe;
            if (made == null) {
                made = new SchemeProbe(transport());
                probe = made;
            }
            return made;
        }
    }

    private Transport transport() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("the engine is closed");
            }
            Transport made = transport;
            if (made == null) {
                made = new Transport(config);
                transport = made;
            }
            return made;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (transport != null) {
                transport.close();
            }
        }
    }
}
