package dev.proa.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.image.registry.RegistryConfig;
import dev.proa.wire.system.IndexBody;
import dev.proa.wire.system.RegistryConfigBody;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryInfoTest {
    private static RegistryConfig config(Map<String, String> environment) {
        return new RegistryConfig(
                List.of(URI.create("https://mirror.example"), URI.create("http://other.example/path/")),
                List.of("lab.example:5000", "10.0.0.0/8", "127.0.0.0/8", "docker.io"),
                List.of(),
                Duration.ofSeconds(60),
                5,
                environment);
    }

    @Test
    void registriesAreListedAsDockerDoes() {
        List<String> mirrors = List.of("https://mirror.example/", "http://other.example/path/");
        assertThat(RegistryInfo.body(config(Map.of())))
                .isEqualTo(new RegistryConfigBody(
                        List.of("10.0.0.0/8", "127.0.0.0/8", "::1/128"),
                        Map.of(
                                "docker.io",
                                new IndexBody("docker.io", mirrors, true, true),
                                "lab.example:5000",
                                new IndexBody("lab.example:5000", List.of(), false, false)),
                        mirrors));
    }

    @Test
    void proxiesAreShownWithoutTheirPasswords() {
        RegistryConfig config = config(Map.of(
                "HTTPS_PROXY", "http://me:s3cret@proxy.example:3128",
                "HTTP_PROXY", "me:s3cret@proxy.example",
                "NO_PROXY", "upper.example",
                "no_proxy", "lower.example"));
        assertThat(RegistryInfo.proxy(config, "HTTPS_PROXY")).isEqualTo("http://xxxxx:xxxxx@proxy.example:3128");
        assertThat(RegistryInfo.proxy(config, "HTTP_PROXY")).isEqualTo("xxxxx:xxxxx@proxy.example");
        assertThat(RegistryInfo.variable(config, "NO_PROXY")).isEqualTo("lower.example");
        assertThat(RegistryInfo.proxy(config(Map.of()), "HTTP_PROXY")).isEmpty();
    }
}
