package dev.proa.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.cli.CliException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "busybox, busybox:latest",
        "docker.io/library/busybox, busybox:latest",
        "localhost:5000/a/b, localhost:5000/a/b:latest",
        "a/b:1, a/b:1",
        "a__b/c-d.e:X_1, a__b/c-d.e:X_1"
    })
    void missingTagsAreLatest(String name, String full) throws CliException {
        assertThat(ImageName.withTag(name)).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "busybox, busybox, '', docker.io/library/busybox",
                "index.docker.io/a/b:1, a/b, 1, docker.io/a/b:1",
                "localhost:5000/a, localhost:5000/a, '', localhost:5000/a",
                "127.0.0.1:9/a/b:x, 127.0.0.1:9/a/b, x, 127.0.0.1:9/a/b:x",
                "a:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, a, sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
                        + " docker.io/library/a:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void namesComeApart(String given, String repository, String version, String canonical) throws CliException {
        String name = ImageName.familiar(given);
        assertThat(ImageName.repository(name)).isEqualTo(repository);
        assertThat(ImageName.version(name)).isEqualTo(version);
        assertThat(ImageName.canonical(name)).isEqualTo(canonical);
        assertThat(ImageName.isRepository(name)).isEqualTo(version.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a:", "a::b", "-a", "a..b", "a___b", "a/", "/a", "a:b:c", "a@sha256:12", "a b"})
    void malformedNamesAreRefused(String name) {
        assertThatThrownBy(() -> ImageName.check(name)).hasMessage("invalid reference format");
    }

    @ParameterizedTest
    @CsvSource({"UP, library/UP", "a/Up:1, a/Up"})
    void capitalsAreNamed(String name, String shown) {
        assertThatThrownBy(() -> ImageName.check(name))
                .hasMessage("invalid reference format: repository name (" + shown + ") must be lowercase");
    }
}
