package dev.proa.image.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How this machine reaches registries.
 *
 * @param mirrors where Docker Hub's images are looked for first, in this order
 * @param insecure registries that may be spoken to without TLS or with a certificate nobody vouches for: {@code host},
 *     {@code host:port} or a network as {@code 10.0.0.0/8}. Those on this machine's loopback always may
 * @param certificates folders with a folder for each {@code host:port}, in it {@code *.crt} (authorities), and
 *     {@code *.cert} with {@code *.key} (client certificates); the first folder that has the registry is used
 * @param idle how long a registry may send nothing before it is given up
 * @param retries how often a request that may be repeated is
 * @param environment where {@code HTTP_PROXY}, {@code HTTPS_PROXY}, {@code NO_PROXY} and {@code SSL_CERT_FILE} are
 *     looked up
 */
public record RegistryConfig(
        List<URI> mirrors,
        List<String> insecure,
        List<Path> certificates,
        Duration idle,
        int retries,
        Map<String, String> environment) {
    /** No mirrors, nothing insecure but the loopback, no own certificates, a minute of silence, no proxy. */
    public static final RegistryConfig DEFAULT =
            new RegistryConfig(List.of(), List.of(), List.of(), Duration.ofSeconds(60), 5, Map.of());

    public RegistryConfig {
        mirrors = List.copyOf(mirrors);
        insecure = List.copyOf(insecure);
        certificates = List.copyOf(certificates);
        environment = Map.copyOf(environment);
    }
}
