package dev.proa.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox, busybox",
        "busybox:1.36, docker.io/library/busybox:1.36, busybox:1.36",
        "library/busybox, docker.io/library/busybox, busybox",
        "me/app:x, docker.io/me/app:x, me/app:x",
        "docker.io/busybox, docker.io/library/busybox, busybox",
        "index.docker.io/busybox, docker.io/library/busybox, busybox",
        "docker.io/library/a/b, docker.io/library/a/b, library/a/b",
        "localhost/app, localhost/app, localhost/app",
        "localhost:5000/app:1, localhost:5000/app:1, localhost:5000/app:1",
        "reg.example/a/b__c/d-e:V1_.-x, reg.example/a/b__c/d-e:V1_.-x, reg.example/a/b__c/d-e:V1_.-x",
        "[::1]:5000/app, [::1]:5000/app, [::1]:5000/app",
        "HOST/app, HOST/app, HOST/app",
        "busybox:5000, docker.io/library/busybox:5000, busybox:5000",
    })
    void spellings(String text, String canonical, String familiar) {
        ImageName name = ImageName.parse(text);
        assertThat(name.canonical()).isEqualTo(canonical);
        assertThat(name.familiar()).isEqualTo(familiar);
        assertThat(ImageName.parse(name.familiar())).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "Foo, invalid reference format: repository name (library/Foo) must be lowercase",
        "me/Foo:1, invalid reference format: repository name (me/Foo) must be lowercase",
        "'', invalid reference format",
        "a b, invalid reference format",
        "-a, invalid reference format",
        "a:, invalid reference format",
        "a::b, invalid reference format",
        "a/../b, invalid reference format",
        "/a, invalid reference format",
        "a//b, invalid reference format",
        "a@sha256:12, invalid reference format",
        "a:-tag, invalid reference format",
        "http://x/y, invalid reference format",
    })
    void refusals(String text, String message) {
        assertThatThrownBy(() -> ImageName.parse(text))
                .isInstanceOf(InvalidReferenceException.class)
                .hasMessage(message);
    }

    @Test
    void aCompleteIdIsNoName() {
        assertThatThrownBy(() -> ImageName.parse(HEX))
                .hasMessage("invalid repository name (" + HEX + "), cannot specify 64-byte hexadecimal strings");
        assertThat(ImageName.isIdentifier(HEX)).isTrue();
    }

    @Test
    void digests() {
        ImageName name = ImageName.parse("a:1@sha256:" + HEX);
        assertThat(name.tag()).isEqualTo("1");
        assertThat(name.digest()).isEqualTo(Digest.sha256(HEX));
        assertThat(name.familiar()).isEqualTo("a:1@sha256:" + HEX);
        assertThatThrownBy(() -> ImageName.parse("a@sha256:" + HEX.substring(2)))
                .hasMessage("invalid checksum digest length");
        assertThatThrownBy(() -> ImageName.parse("a@md5:" + HEX)).hasMessage("unsupported digest algorithm");
        assertThat(ImageName.parse("a@sha256:" + HEX).withDefaultTag().tag()).isNull();
        assertThat(ImageName.parse("a").withDefaultTag().tag()).isEqualTo("latest");
        assertThatThrownBy(() -> ImageName.parse("a").withTag("a b")).hasMessage("invalid tag format");
    }

    @Test
    void longNames() {
        assertThat(ImageName.parse("a".repeat(247)).path()).hasSize(255);
        assertThatThrownBy(() -> ImageName.parse("a".repeat(248)))
                .hasMessage("repository name must not be more than 255 characters");
        assertThatThrownBy(() -> ImageName.parse("a.".repeat(1_000_000))).hasMessage("invalid reference format");
    }

    @Test
    void platforms() {
        assertThat(Platform.parse("linux/arm64/v8")).isEqualTo(new Platform("linux", "arm64", ""));
        assertThat(Platform.parse("x86_64").architecture()).isEqualTo("amd64");
        assertThat(Platform.parse("linux/armhf")).isEqualTo(new Platform("linux", "arm", "v7"));
        assertThatThrownBy(() -> Platform.parse("a/b/c/d")).isInstanceOf(IllegalArgumentException.class);
        Platform v7 = new Platform("linux", "arm", "v7");
        assertThat(v7.suitability(new Platform("linux", "arm", "v6")))
                .isPositive()
                .isLessThan(v7.suitability(v7));
        assertThat(new Platform("linux", "arm", "v6").suitability(v7)).isNegative();
        assertThat(v7.suitability(new Platform("linux", "amd64", ""))).isNegative();
    }
}
