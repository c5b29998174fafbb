package dev.proa.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ImageConfigTest {
    private static ImageConfig parse(String json) throws ImageFormatException {
        return ImageConfig.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAndWritesAConfig() throws ImageFormatException {
        String hex = "ab".repeat(32);
        ImageConfig config = parse("""
                {"architecture":"arm","variant":"v7","os":"linux","created":"2024-01-02T03:04:05.123456789+01:00",
                 "author":"me <m@x>","unknown":{"deep":[1,2,{"x":null}]},
                 "config":{"User":"1:2","Env":["A=<b>&c"],"Cmd":["sh"],"Entrypoint":null,"ExposedPorts":{"80/tcp":{}},
                  "Volumes":{"/v":{}},"WorkingDir":"/w","Labels":{"a":"ü"},"StopSignal":"SIGINT",
                  "Healthcheck":{"Test":["CMD","x"],"Interval":1000000000,"Retries":3},"OnBuild":["RUN x"],"Shell":["/s"]},
                 "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},
                 "history":[{"created":"2024-01-02T03:04:05Z","created_by":"x","empty_layer":true}]}
                """.formatted(hex));
        assertThat(config.platform()).isEqualTo(new Platform("linux", "arm", "v7"));
        assertThat(config.created()).isEqualTo(Instant.parse("2024-01-02T02:04:05.123456789Z"));
        assertThat(config.config().env()).containsExactly("A=<b>&c");
        assertThat(config.config().entrypoint()).isEmpty();
        assertThat(config.config().exposedPorts()).containsExactly("80/tcp");
        assertThat(config.config().healthcheck())
                .extracting(Healthcheck::interval)
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(config.diffIds()).containsExactly(Digest.sha256(hex));
        assertThat(config.history().getFirst().emptyLayer()).isTrue();
        assertThat(ImageConfig.parse(config.toJson())).isEqualTo(config);
        assertThat(new String(config.toJson(), StandardCharsets.UTF_8)).contains("A=<b>&c");
    }

    @Test
    void complaintsNameThePlace() {
        assertThatThrownBy(() -> parse("{\"config\":{\"Env\":[\"a\",7]},\"rootfs\":{}}"))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("image config: config.Env[1]: expected a string, found a number");
        assertThatThrownBy(() -> parse("{}")).hasMessage("invalid image JSON, no RootFS key");
        assertThatThrownBy(() -> parse("{\"rootfs\":{\"diff_ids\":[\"sha256:x\"]}}"))
                .hasMessage("image config: rootfs.diff_ids[0]: invalid checksum digest length: \"sha256:x\"");
        assertThatThrownBy(() -> parse("{\"rootfs\":{\"diff_ids\":[\"sha256:../../../x\"]}}"))
                .isInstanceOf(ImageFormatException.class);
        assertThatThrownBy(() -> parse("{\"created\":\"yesterday\",\"rootfs\":{}}"))
                .hasMessageContaining("created: expected a time as in RFC 3339");
        assertThatThrownBy(() -> parse("{\"rootfs\"")).hasMessageContaining("invalid JSON");
        assertThatThrownBy(() -> parse("[]")).hasMessage("image config: expected an object, found an array");
        assertThatThrownBy(() -> parse("{\"rootfs\":" + "[".repeat(1000) + "}")).hasMessageContaining("nested deeper");
    }

    @Test
    void manifestsThatCouldBeReadInTwoWaysAreRefused() {
        assertThatThrownBy(() -> ManifestDocument.parse(
                        "{\"schemaVersion\":2,\"layers\":[],\"manifests\":[]}".getBytes(StandardCharsets.UTF_8), ""))
                .hasMessage("manifest: has both \"layers\" and \"manifests\"");
        assertThatThrownBy(() -> ManifestDocument.parse("{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8), ""))
                .hasMessageContaining("schema version 1 is not supported");
    }
}
