package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are broken or hostile: a clear error, no image, nothing half-made left on the disk. */
@OnEngine
class BadArchivesTest {

    private static final String TAG = "bad-archive:1";

    private final Daemon daemon;
    private final Cli cli;
    private List<String> imagesBefore = List.of();

    @TempDir
    Path dir = Path.of("/nonexistent");

    BadArchivesTest(Daemon daemon) {
        this.daemon = daemon;
        cli = Cli.docker(daemon);
    }

    @BeforeEach
    void rememberTheImages() {
        imagesBefore = images();
    }

    private List<String> images() {
        return cli.run("images", "-aq", "--no-trunc")
                .ok()
                .lines()
                .sorted()
                .distinct()
                .toList();
    }

    private static ImageArchive image() {
        byte[] noise = new byte[400_000];
        new java.util.Random(1).nextBytes(noise);
        return new ImageArchive(TAG)
                .layer(new Layer().file("noise", noise, 0644, 0, 0, Map.of()))
                .config("Cmd", "[\"x\"]");
    }

    private String refused(byte[] archive) throws IOException {
        Path file = Files.write(dir.resolve("bad.tar"), archive);
        Cli.Result result = cli.run("load", "-i", file.toString());
        assertThat(result.exit()).as("%s", result).isEqualTo(1);
        assertThat(result.out()).doesNotContain("Loaded image");
        assertThat(result.err()).isNotBlank();
        assertThat(images()).isEqualTo(imagesBefore);
        nothingHalfMade();
        assertThat(daemon.isAlive()).isTrue();
        return result.err();
    }

    private void nothingHalfMade() throws IOException {
        try (var found = Files.walk(daemon.home().root())) {
            assertThat(found.filter(p -> p.getFileName()
                                    .toString()
                                    .matches("docker-import-.*|.*\\.(tmp|part|partial|new)|tmp-.*"))
                            .toList())
                    .isEmpty();
        } catch (java.io.UncheckedIOException changing) {
            assertThat(changing).isNotNull();
        }
    }

    @Test
    void cutShort() throws IOException {
        byte[] whole = ImageArchive.tar(image().dockerArchiveFiles());
        for (int length : new int[] {100, 5000, 200_000, whole.length - 5000}) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void notAnArchive() throws IOException {
        refused("hello\n".getBytes(StandardCharsets.UTF_8));
        refused(new byte[0]);
        refused(new byte[10_240]);
        refused(ImageArchive.tar(Map.of("unrelated", new byte[] {1, 2, 3})));
        byte[] gzip = ImageArchive.gzip(ImageArchive.tar(image().dockerArchiveFiles()));
        refused(Arrays.copyOf(gzip, gzip.length / 2));
    }

    @Test
    void aLayerThatIsNotWhatTheConfigurationSays() throws IOException {
        Map<String, byte[]> files = image().dockerArchiveFiles();
        String layer = files.keySet().stream()
                .filter(n -> n.endsWith("layer.tar"))
                .findFirst()
                .orElseThrow();
        byte[] changed = files.getOrDefault(layer, new byte[0]).clone();
        changed[10_000] ^= 1;
        files.put(layer, changed);
        String expected = "sha256:" + layer.substring(0, 64);
        assertThat(refused(ImageArchive.tar(files)))
                .contains("invalid diffID for layer 0: expected \"" + expected + "\", got \"sha256:"
                        + ImageArchive.sha256(changed) + "\"");
    }

    @Test
    void aPartThatIsMissing() throws IOException {
        Map<String, byte[]> whole = image().dockerArchiveFiles();
        for (String name : whole.keySet()) {
            Map<String, byte[]> files = new LinkedHashMap<>(whole);
            files.remove(name);
            refused(ImageArchive.tar(files));
        }
    }

    @Test
    void aManifestThatIsNone() throws IOException {
        Map<String, byte[]> files = image().dockerArchiveFiles();
        for (String manifest : List.of(
                "[{bad",
                "{}",
                "5",
                "[{\"Config\":5}]",
                "[{\"Config\":\"" + "../".repeat(12) + "etc/passwd\",\"RepoTags\":[\"x:1\"],\"Layers\":[]}]",
                "[{\"Config\":\"/etc/passwd\",\"RepoTags\":[\"x:1\"],\"Layers\":[]}]")) {
            files.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
            assertThat(refused(ImageArchive.tar(files))).doesNotContain("root:x:0");
        }
    }

    @Test
    void aConfigurationThatIsNone() throws IOException {
        for (String config : List.of(
                "{bad",
                "[]",
                "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}",
                "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:00\"]}}",
                "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"../../x\"]}}")) {
            Map<String, byte[]> files = image().dockerArchiveFiles();
            String name = files.keySet().stream()
                    .filter(n -> n.endsWith(".json") && !n.equals("manifest.json"))
                    .findFirst()
                    .orElseThrow();
            files.put(name, config.getBytes(StandardCharsets.UTF_8));
            refused(ImageArchive.tar(files));
        }
    }

    @Test
    void aTagThatIsNone() throws IOException {
        Map<String, byte[]> files = image().dockerArchiveFiles();
        String manifest = new String(files.getOrDefault("manifest.json", new byte[0]), StandardCharsets.UTF_8);
        files.put("manifest.json", manifest.replace(TAG, "../UPPER:x y").getBytes(StandardCharsets.UTF_8));
        Path file = ImageArchive.writeTar(files, dir.resolve("tag.tar"));
        Cli.Result result = cli.run("load", "-i", file.toString());
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("invalid");
    }

    @Test
    void importOfRubbish() throws IOException {
        byte[] tar = new Layer().file("x", "y".repeat(50_000), 0644).tar();
        byte[] gzip = ImageArchive.gzip(tar);
        for (byte[] bytes : List.of(
                "hello\n".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(tar, 300),
                Arrays.copyOf(tar, 20_000),
                Arrays.copyOf(gzip, 5),
                Arrays.copyOf(gzip, gzip.length / 2))) {
            Cli.Result result =
                    cli.runWithInput(bytes, "import", "-", "rubbish:1").exits(1);
            assertThat(result.err()).contains("unexpected EOF");
            assertThat(images()).isEqualTo(imagesBefore);
            nothingHalfMade();
        }
        byte[] noHeader = Arrays.copyOf("hello\n".getBytes(StandardCharsets.UTF_8), 1024);
        assertThat(cli.runWithInput(noHeader, "import", "-", "rubbish:1")
                        .exits(1)
                        .err())
                .contains("invalid tar header");
        assertThat(images()).isEqualTo(imagesBefore);
    }

    /** As Docker: nothing at all is an archive of no files. */
    @Test
    void importOfNothing() {
        cli.runWithInput(new byte[0], "import", "-", "nothing:1").exits(0);
        cli.run("rmi", "nothing:1").ok();
        assertThat(images()).isEqualTo(imagesBefore);
    }

    @Test
    void anArchiveThatClimbsOutOfItself() throws IOException {
        Map<String, byte[]> files = image().dockerArchiveFiles();
        String name = "climbed-" + System.nanoTime();
        Map<String, byte[]> hostile = new LinkedHashMap<>();
        hostile.put("../" + name, new byte[] {'x'});
        hostile.put("../../../../../../../../../../" + name, new byte[] {'x'});
        hostile.put("/" + name, new byte[] {'x'});
        hostile.putAll(files);
        cli.run(
                "load",
                "-i",
                ImageArchive.writeTar(hostile, dir.resolve("climb.tar")).toString());
        assertThat(Path.of("/" + name)).doesNotExist();
        try (var found = Files.walk(daemon.home().dir())) {
            assertThat(found.filter(p -> p.getFileName().toString().equals(name))
                            .toList())
                    .isEmpty();
        } catch (java.io.UncheckedIOException changing) {
            assertThat(changing).isNotNull();
        }
    }

    @Test
    void aGoodImageLoadsAfterwards() throws IOException {
        assertThat(cli.run(
                                "load",
                                "-i",
                                image().writeDockerArchive(dir.resolve("good.tar"))
                                        .toString())
                        .ok())
                .isEqualTo("Loaded image: " + TAG);
        cli.run("rmi", TAG).ok();
    }
}
