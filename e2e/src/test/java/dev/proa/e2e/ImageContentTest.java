package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What layers hold shows in the container as it should: whiteouts, links, modes, attributes, depth. */
@OnEngine
class ImageContentTest {

    private final Daemon daemon;
    private final Cli cli;

    @TempDir
    Path dir = Path.of("/nonexistent");

    ImageContentTest(Daemon daemon) {
        this.daemon = daemon;
        cli = Cli.docker(daemon);
    }

    private String load(ImageArchive image) throws IOException {
        return cli.run(
                        "load",
                        "-qi",
                        image.writeDockerArchive(dir.resolve("image.tar")).toString())
                .ok()
                .replaceFirst("Loaded image: ", "");
    }

    private String inside(String image, String script) {
        return cli.run("run", "--rm", image, "sh", "-c", script).ok();
    }

    @ConcurrentTest
    void whiteoutsAndOpaqueDirectoriesHideWhatIsBelow() throws IOException {
        String image = load(Fixtures.busyboxLike(SharedEngine.freshName("whiteout") + ":1")
                .layer(new Layer()
                        .directory("a", 0755)
                        .file("a/one", "1", 0644)
                        .file("a/two", "2", 0644)
                        .directory("b", 0755)
                        .file("b/old", "old", 0644)
                        .directory("b/sub", 0755)
                        .file("b/sub/deep", "x", 0644)
                        .directory("c", 0755)
                        .file("c/x", "x", 0644)
                        .file("d", "was a file", 0644))
                .layer(new Layer()
                        .whiteout("a", "one")
                        .opaque("b")
                        .file("b/new", "new", 0644)
                        .whiteout("", "c")
                        .whiteout("", "d")
                        .directory("d", 0755)
                        .file("d/now", "a directory", 0644)));
        assertThat(inside(image, "ls a; ls b; ls -d c 2>&1; cat d/now; ls -A / | grep -c wh; true"))
                .isEqualTo("two\nnew\nls: c: No such file or directory\na directory0");
    }

    @ConcurrentTest
    void whatAWhiteoutHidIsBackWhenALaterLayerBringsIt() throws IOException {
        String image = load(Fixtures.busyboxLike(SharedEngine.freshName("whiteout") + ":1")
                .layer(new Layer()
                        .directory("a", 0755)
                        .file("a/f", "first", 0644)
                        .file("a/g", "g", 0644))
                .layer(new Layer().whiteout("", "a"))
                .layer(new Layer().directory("a", 0700).file("a/f", "third", 0644)));
        assertThat(inside(image, "cat a/f; echo; ls a; stat -c %a a")).isEqualTo("third\nf\n700");
    }

    @ConcurrentTest
    void linksModesOwnersAndTimes() throws IOException {
        String image = load(Fixtures.busyboxLike(SharedEngine.freshName("meta") + ":1")
                .layer(new Layer()
                        .file("suid", "x".getBytes(StandardCharsets.UTF_8), 04755, 12, 34, Map.of())
                        .file("sgid", "x".getBytes(StandardCharsets.UTF_8), 02755, 1000000, 2000000, Map.of())
                        .hardLink("hard", "suid", 04755, 12, 34)
                        .symlink("soft", "suid")
                        .symlink("absolute", "/etc/passwd")
                        .symlink("broken", "/nowhere")
                        .fifo("pipe")
                        .directory("sticky", 01777)
                        .file("long/" + "n".repeat(150) + "/" + "m".repeat(200), "long", 0600)
                        .file("ünïcödé ☃", "snow", 0644)));
        assertThat(
                        inside(
                                image,
                                "stat -c '%a %u %g %h' suid; stat -c '%a %u %g' sgid; readlink soft absolute broken; readlink broken; stat -c %F pipe; stat -c %a sticky; cat long/*/*; cat ünïcödé*; stat -c %Y suid"))
                .startsWith("4755 12 34 2\n2755 1000000 2000000\n")
                .contains("/nowhere\nfifo\n1777\nlongsnow1704067200");
        assertThat(inside(image, "[ $(stat -c %i suid) = $(stat -c %i hard) ] && echo one inode"))
                .isEqualTo("one inode");
    }

    @ConcurrentTest
    void extendedAttributesOfPaxHeaders() throws IOException {
        String image = load(Fixtures.busyboxLike(SharedEngine.freshName("xattr") + ":1")
                .layer(new Layer()
                        .file(
                                "marked",
                                new byte[] {'x'},
                                0644,
                                0,
                                0,
                                Map.of("SCHILY.xattr.user.mark", "value", "SCHILY.xattr.trusted.note", "more"))));
        String name = SharedEngine.freshName("xattr");
        cli.run("run", "-d", "--name", name, image, "sleep", "1000").ok();
        String pid = cli.run("inspect", "-f", "{{.State.Pid}}", name).ok();
        assertThat((byte[]) Files.getAttribute(Path.of("/proc", pid, "root/marked"), "user:mark"))
                .isEqualTo("value".getBytes(StandardCharsets.UTF_8));
    }

    @ConcurrentTest
    void aLinkInALayerDoesNotLeadItsOtherEntriesOut() throws IOException {
        Path target = Files.createDirectory(dir.resolve("target"));
        String image = SharedEngine.freshName("escape") + ":1";
        // Docker follows such links inside the image's root; to refuse the image is as good. Outside nothing may
        // appear.
        ImageArchive archive = Fixtures.busyboxLike(image)
                .layer(new Layer().symlink("out", target.toString()))
                .layer(new Layer().file("out/planted", "x", 0644));
        cli.run(
                "load",
                "-i",
                archive.writeDockerArchive(dir.resolve("image.tar")).toString());
        assertThat(target).isEmptyDirectory();
    }

    @ConcurrentTest
    void pathsThatClimbAreRefused() throws IOException {
        String[] names = {
            "../climbed-" + System.nanoTime(),
            "a/../../climbed-" + System.nanoTime(),
            "/../climbed-" + System.nanoTime()
        };
        for (String name : names) {
            String image = SharedEngine.freshName("climb") + ":1";
            ImageArchive archive = Fixtures.busyboxLike(image).layer(new Layer().file(name, "x", 0644));
            cli.run(
                    "load",
                    "-i",
                    archive.writeDockerArchive(dir.resolve("climb.tar")).toString());
            try (var found = Files.find(
                    daemon.home().dir(), 6, (p, a) -> p.getFileName().toString().startsWith("climbed-"))) {
                // Kept inside the layer's own folder it does no harm.
                assertThat(found.filter(p ->
                                        !p.toString().matches(".*/(overlay2/[0-9a-f]+/diff|snapshots/.*)/climbed-\\d+"))
                                .toList())
                        .isEmpty();
            } catch (java.io.UncheckedIOException changing) {
                assertThat(changing).isNotNull();
            }
            assertThat(Path.of("/climbed-" + name.replaceAll("\\D", ""))).doesNotExist();
        }
    }

    @ConcurrentTest
    void aHardLinkThatPointsOutIsRefused() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "secret");
        String image = SharedEngine.freshName("hardlink") + ":1";
        for (String target : new String[] {secret.toString(), "../../../../../../../.." + secret, "/etc/shadow"}) {
            ImageArchive archive = Fixtures.busyboxLike(image).layer(new Layer().hardLink("stolen", target));
            Cli.Result loaded = cli.run(
                    "load",
                    "-i",
                    archive.writeDockerArchive(dir.resolve("hard.tar")).toString());
            if (loaded.exit() == 0) {
                assertThat(cli.run("run", "--rm", image, "cat", "/stolen").out())
                        .doesNotContain("secret")
                        .doesNotContain("root:");
            }
        }
        assertThat(Files.getAttribute(secret, "unix:nlink")).isEqualTo(1);
    }

    @Test
    void oneHundredAndTwentyEightLayers() throws IOException {
        // Docker's own limit is 125 (with overlay's page of mount options in mind).
        int layers = EngineKind.CURRENT == EngineKind.DOCKERD ? 125 : 128;
        String tag = SharedEngine.freshName("deep") + ":1";
        ImageArchive image = Fixtures.busyboxLike(tag);
        for (int i = 1; i < layers; i++) {
            image.layer(
                    new Layer().file("layers/" + i, Integer.toString(i), 0644).file("last", Integer.toString(i), 0644));
        }
        String loaded = load(image);
        assertThat(inside(loaded, "ls layers | wc -l; cat last")).isEqualTo((layers - 1) + "\n" + (layers - 1));
    }

    @ConcurrentTest
    void anEmptyLayerAndNoLayer() throws IOException {
        String image = load(Fixtures.busyboxLike(SharedEngine.freshName("empty") + ":1")
                .layer(new Layer())
                .layer(new Layer().file("x", "y", 0644)));
        assertThat(inside(image, "cat x")).isEqualTo("y");
        String bare = SharedEngine.freshName("bare") + ":1";
        assertThat(load(new ImageArchive(bare).config("Cmd", "[\"/nothing\"]"))).isEqualTo(bare);
        assertThat(cli.run("run", "--rm", bare).exit()).isEqualTo(127);
    }

    @ConcurrentTest
    void volumesOfTheImageGetADirectory() throws IOException {
        String image = load(Fixtures.busyboxLike(SharedEngine.freshName("config") + ":1")
                .config("User", "\"www\"")
                .config("WorkingDir", "\"/work dir\"")
                .config("Entrypoint", "[\"sh\",\"-c\"]")
                .config("Cmd", "[\"echo $A; id -un; pwd\"]")
                .config("Env", "[\"A=from the image\",\"PATH=/bin\"]"));
        assertThat(cli.run("run", "--rm", image).ok()).isEqualTo("from the image\nwww\n/work dir");
        assertThat(cli.run("run", "--rm", image, "echo overridden").ok()).isEqualTo("overridden");
        assertThat(cli.run("run", "--rm", "--entrypoint", "", image, "echo", "no entrypoint")
                        .ok())
                .isEqualTo("no entrypoint");
        assertThat(cli.run("run", "--rm", "-u", "0", "-e", "A=x", "-w", "/", image)
                        .ok())
                .isEqualTo("x\nroot\n/");
    }
}
