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
