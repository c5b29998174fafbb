package dev.proa.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {
    private static final Endpoints ENDPOINTS = new Endpoints(new RegistryConfig(
            List.of(URI.create("https://mirror.example/")),
            List.of("10.1.0.0/16", "plain.example:5000", "any-port.example", "fd00::/8"),
            List.of(),
            Duration.ofSeconds(1),
            1,
            Map.of()));

    @ParameterizedTest
    @CsvSource({
        "localhost:5000, true",
        "127.3.2.1, true",
        "[::1]:5000, true",
        "10.1.255.1:443, true",
        "10.2.0.1:443, false",
        "[fd12::1]:5000, true",
        "[fe80::1]:5000, false",
        "plain.example:5000, true",
        "plain.example, false",
        "any-port.example:8443, true",
    })
    void onlyTheLoopbackAndWhatIsListedMayBeInsecure(String authority, boolean insecure) {
        assertThat(ENDPOINTS.isInsecure(authority)).isEqualTo(insecure);
    }

    @Test
    void mirrorsAreOfDockerHubOnly() {
        assertThat(ENDPOINTS.mirrors(RegistryName.HUB))
                .containsExactly(new RegistryEndpoint(URI.create("https://mirror.example"), false, true));
        assertThat(ENDPOINTS.mirrors(new RegistryName("registry.example"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://index.docker.io/v1/, docker.io",
        "registry-1.docker.io, docker.io",
        "https://registry.example:5000/v2/, registry.example:5000",
        "localhost:5000, localhost:5000",
    })
    void aRegistryHasOneName(String written, String domain) {
        assertThat(RegistryName.parse(written).domain()).isEqualTo(domain);
    }
}
