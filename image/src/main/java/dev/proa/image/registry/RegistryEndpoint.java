package dev.proa.image.registry;

import java.net.URI;

/**
 * One way to reach a registry.
 *
 * @param base {@code https://host:port}, for a mirror perhaps with a path; without a slash at the end
 * @param insecure whether its certificate is not looked at and it may send clients on to plain HTTP
 * @param mirror whether it is not the registry itself; then it is told no credentials
 */
public record RegistryEndpoint(URI base, boolean insecure, boolean mirror) {
    /** The address of a path such as {@code /v2/}. */
    public URI resolve(String path) {
        return URI.create(base + path);
    }

    /** Whether what is sent can be read on the way. */
    public boolean isPlain() {
        return "http".equals(base.getScheme());
    }

    /** Host and port as they are written. */
    public String authority() {
        return String.valueOf(base.getRawAuthority());
    }
}
