package dev.proa.image.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
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
    private boolean closed;

    public Registries(RegistryConfig config) {
        this.config = config;
        this.endpoints = new Endpoints(config);
    }

    /** Ways to reach a registry for reading, mirrors among them, in the order to try. */
    public List<RegistryEndpoint> endpointsForPull(RegistryName registry) {
        return endpoints.forPull(registry);
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
        client.ping();
        return client;
    }

    /**
     * Connects to the registry itself at its first endpoint that answers.
     *
     * @throws RegistryException the last endpoint's failure when none does
     */
    public RegistryClient connect(RegistryName registry, Credentials credentials) throws IOException {
        @Nullable IOException last = null;
        for (RegistryEndpoint endpoint : endpoints.own(registry)) {
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
