package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.io.TempDir;

/** Images on this machine: {@code import}, {@code load}, {@code save}, {@code tag}, {@code rmi}, {@code history}, {@code images}. */
@EachCli
class ImagesTest {

    private final Cli cli;

    @TempDir
    Path dir = Path.of("/nonexistent");

    ImagesTest(Cli cli) {
        this.cli = cli;
    }

    /** An image that no other test has: its configuration holds its tag. */
    private static ImageArchive unique(String tag) throws IOException {
        return Fixtures.busyboxLike(tag)
                .config("Labels", "{\"unique\":\"" + tag + "\"}")
                .config("Cmd", "[\"echo\",\"ran\"]");
    }

    private static Map<String, byte[]> untar(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    @ConcurrentTest
    void importMakesAnImageOfATarball() throws IOException {
        String name = SharedEngine.freshName("imported");
        Path tar = Files.write(
                dir.resolve("root.tar"),
                Fixtures.busyboxLayer()
                        .file("hello", "from the tarball\n", 0644)
                        .tar());
        String id = cli.run(
                        "import",
                        "-m",
                        "my words",
                        "--change",
                        "CMD [\"cat\", \"/hello\"]",
                        "--change",
                        "ENV A=b C=d",
                        "--change",
                        "WORKDIR /etc",
                        "--change",
                        "USER www",
                        "--change",
                        "LABEL x=y",
                        "--change",
                        "EXPOSE 80/tcp",
                        "--change",
                        "VOLUME /data",
                        tar.toString(),
                        name + ":v1")
                .ok();
        assertThat(id).matches("sha256:[0-9a-f]{64}");
        assertThat(cli.run("run", "--rm", name + ":v1").ok()).isEqualTo("from the tarball");
        assertThat(cli.run("run", "--rm", name + ":v1", "sh", "-c", "pwd; id -un; echo $A$C")
                        .ok())
                .isEqualTo("/etc\nwww\nbd");
        JsonNode image = Api.JSON
                .readTree(cli.run("image", "inspect", name + ":v1").ok())
                .get(0);
        assertThat(image.path("Comment").asText()).isEqualTo("my words");
        assertThat(image.path("Config").path("Labels").path("x").asText()).isEqualTo("y");
        assertThat(image.path("Config").path("ExposedPorts").has("80/tcp")).isTrue();
        assertThat(image.path("Config").path("Volumes").has("/data")).isTrue();
    }

    @ConcurrentTest
    void importFromStandardInputAndCompressed() throws IOException {
        String name = SharedEngine.freshName("imported");
        byte[] gzip =
                ImageArchive.gzip(Fixtures.busyboxLayer().file("x", "z\n", 0644).tar());
        cli.runWithInput(gzip, "import", "-", name).ok();
        assertThat(cli.run("run", "--rm", name, "cat", "/x").ok()).isEqualTo("z");
        assertThat(cli.run("run", "--rm", name).exits(125).err())
                .contains("Error response from daemon: " + EngineKind.wording("N", "n") + "o command specified");
    }

    @ConcurrentTest
    void importRefusesWhatItCannotDo() throws IOException {
        Path tar = Files.write(
                dir.resolve("root.tar"), new Layer().file("x", "y", 0644).tar());
        assertThat(cli.run("import", "--change", "RUN true", tar.toString(), "never:1")
                        .exits(1)
                        .err())
                .contains("run is not a valid change command");
        assertThat(cli.run("import", "--change", "NONSENSE true", tar.toString(), "never:1")
                        .exits(1)
                        .err())
                .containsIgnoringCase("nonsense");
        assertThat(cli.run("import", dir.resolve("missing").toString(), "never:1")
                        .exits(1)
                        .err())
                .contains("no such file or directory");
        assertThat(cli.run("images", "-q", "never").ok()).isEmpty();
    }

    @ConcurrentTest
    void loadReadsADockerArchiveWithSeveralTags() throws IOException {
        String first = SharedEngine.freshName("loaded") + ":1";
        String second = SharedEngine.freshName("loaded") + ":2";
        Path archive = new ImageArchive(first, second)
                .layer(Fixtures.busyboxLayer())
                .config("Cmd", "[\"echo\",\"ran\"]")
                .config("Labels", "{\"n\":\"" + first + "\"}")
                .writeDockerArchive(dir.resolve("a.tar"));
        assertThat(cli.run("load", "-i", archive.toString()).ok().lines().toList())
                .containsExactlyInAnyOrder("Loaded image: " + first, "Loaded image: " + second);
        assertThat(cli.run("run", "--rm", first).ok()).isEqualTo("ran");
        assertThat(cli.run("run", "--rm", second, "echo", "other").ok()).isEqualTo("other");
        assertThat(cli.run("inspect", "-f", "{{.Id}}", first).ok())
                .isEqualTo(cli.run("inspect", "-f", "{{.Id}}", second).ok());
    }

    @ConcurrentTest
    void loadReadsGzipAndStandardInput() throws IOException {
        String tag = SharedEngine.freshName("gzipped") + ":1";
        Path archive = unique(tag).writeDockerArchive(dir.resolve("a.tar"));
        byte[] gzip = ImageArchive.gzip(Files.readAllBytes(archive));
        assertThat(cli.runWithInput(gzip, "load").ok()).isEqualTo("Loaded image: " + tag);
        assertThat(cli.runWithInput(Files.readAllBytes(archive), "load", "-q").ok())
                .isEqualTo("Loaded image: " + tag);
        assertThat(cli.run("inspect", "-f", "{{.Id}}", tag).ok())
                .isEqualTo(unique(tag).id());
    }

    @ConcurrentTest
    void loadReadsAnOciLayout() throws IOException {
        if (EngineKind.CURRENT == EngineKind.DOCKERD) {
            return; // 20.10 knows only the docker archive; Docker 25 and newer read OCI layouts.
        }
        String tag = SharedEngine.freshName("oci") + ":1";
        Path archive = unique(tag).writeOciLayout(dir.resolve("oci.tar"));
        assertThat(cli.run("load", "-i", archive.toString()).ok()).isEqualTo("Loaded image: " + tag);
        assertThat(cli.run("run", "--rm", tag, "echo", "from oci").ok()).isEqualTo("from oci");
    }

    @ConcurrentTest
    void anImageWithoutATagIsLoadedByItsId() throws IOException {
        ImageArchive image =
                new ImageArchive().layer(Fixtures.busyboxLayer()).config("Labels", "{\"n\":\"untagged" + cli + "\"}");
        Path archive = image.writeDockerArchive(dir.resolve("untagged.tar"));
        assertThat(cli.run("load", "-i", archive.toString()).ok()).isEqualTo("Loaded image ID: " + image.id());
    }

    @ConcurrentTest
    void savedAndLoadedAgainItIsTheSameImage() throws IOException {
        String first = SharedEngine.freshName("saved") + ":1";
        String second = SharedEngine.freshName("saved") + ":2";
        cli.run(
                        "load",
                        "-i",
                        unique(first).writeDockerArchive(dir.resolve("a.tar")).toString())
                .ok();
        cli.run("tag", first, second).ok();
        String id = cli.run("inspect", "-f", "{{.Id}}", first).ok();
        Path saved = dir.resolve("saved.tar");
        cli.run("save", "-o", saved.toString(), first, second, "hello-world").ok();
        Map<String, byte[]> files = untar(Files.readAllBytes(saved));
        JsonNode manifest = Api.JSON.readTree(files.get("manifest.json"));
        assertThat(manifest).hasSize(2);
        JsonNode ours = manifest.get(0).path("RepoTags").toString().contains(first) ? manifest.get(0) : manifest.get(1);
        assertThat(ours.path("RepoTags").toString()).contains(first, second);
        for (JsonNode layer : ours.path("Layers")) {
            assertThat(files).containsKey(layer.asText());
        }
        assertThat("sha256:"
                        + ImageArchive.sha256(
                                files.getOrDefault(ours.path("Config").asText(), new byte[0])))
                .isEqualTo(id);
        cli.run("rmi", first, second).ok();
        cli.run("image", "inspect", first).exits(1);
        assertThat(cli.run("load", "-i", saved.toString()).out())
                .contains("Loaded image: " + first, "Loaded image: " + second);
        assertThat(cli.run("inspect", "-f", "{{.Id}}", second).ok()).isEqualTo(id);
    }

    @ConcurrentTest
    void saveWritesToStandardOutputAndReadsByOthers() throws IOException {
        byte[] archive = cli.run("save", "hello-world").exits(0).outBytes();
        assertThat(untar(archive)).containsKey("manifest.json");
        if (EngineKind.CURRENT == EngineKind.PROA) {
            // As Docker 25 and newer: the archive is an OCI layout at the same time.
            assertThat(untar(archive)).containsKeys("index.json", "oci-layout");
        }
    }

    @ConcurrentTest
    void saveOfWhatIsNotThere() {
        assertThat(cli.run("save", "-o", dir.resolve("x.tar").toString(), "not-there")
                        .exits(1)
                        .err())
                // Without the tag inspect would add: save looks a bare name up as an id at last (20.10 to 28.3).
                .isEqualTo("Error response from daemon: No such image: not-there\n");
        assertThat(dir.resolve("x.tar")).doesNotExist();
    }

    @ConcurrentTest
    void anArchiveTakesNoOtherPlaceThanAFiles() throws IOException {
        Host.exec("mknod", dir.resolve("device").toString(), "c", "1", "3");
        Host.exec("mkfifo", dir.resolve("pipe").toString());
        Files.createDirectory(dir.resolve("folder"));
        Files.createSymbolicLink(dir.resolve("link"), Files.createFile(dir.resolve("file")));
        Map<String, String> refusals = Map.of(
                "device", "cannot write to a character device file",
                "pipe", "cannot write to a named pipe (FIFO)",
                "folder", "cannot write to a directory",
                "link", "cannot write to a symbolic link directly",
                "file/x", "invalid output path: stat " + dir.resolve("file") + ": not a directory",
                "missing/x", "invalid output path: stat " + dir.resolve("missing") + ": no such file or directory");
        for (Map.Entry<String, String> one : refusals.entrySet()) {
            String place = dir.resolve(one.getKey()).toString();
            assertThat(cli.run("save", "-o", place, "hello-world").exits(1).err())
                    .isEqualTo("failed to save image: " + one.getValue() + "\n");
            assertThat(cli.run("export", "-o", place, "not-there").exits(1).err())
                    .isEqualTo("failed to export container: " + one.getValue() + "\n");
        }
        assertThat(dir.resolve("folder")).isEmptyDirectory();
        assertThat(dir.resolve("file")).isEmptyFile();
    }

    @ConcurrentTest
    void tagAndRemove() throws IOException {
        String tag = SharedEngine.freshName("tagged") + ":1";
        cli.run(
                        "load",
                        "-i",
                        unique(tag).writeDockerArchive(dir.resolve("a.tar")).toString())
                .ok();
        String id = cli.run("inspect", "-f", "{{.Id}}", tag).ok();
        String other = SharedEngine.freshName("localhost:5000/some/where") + ":2";
        assertThat(cli.run("tag", tag, other).ok()).isEmpty();
        assertThat(cli.run("rmi", other).ok()).isEqualTo("Untagged: " + other);
        // The layer belongs to busybox too, so only the image itself goes.
        assertThat(cli.run("rmi", tag).ok()).isEqualTo("Untagged: " + tag + "\nDeleted: " + id);
        assertThat(cli.run("rmi", tag).exits(1).err())
                .isEqualTo("Error response from daemon: No such image: " + tag + "\n");
        assertThat(cli.run("rmi", "-f", tag).err()).contains("No such image: " + tag);
    }

    @ConcurrentTest
    void removalById() throws IOException {
        String tag = SharedEngine.freshName("byid") + ":1";
        cli.run(
                        "load",
                        "-i",
                        unique(tag).writeDockerArchive(dir.resolve("a.tar")).toString())
                .ok();
        String id = cli.run("inspect", "-f", "{{.Id}}", tag).ok();
        assertThat(cli.run("rmi", id.substring(7, 19)).ok()).isEqualTo("Untagged: " + tag + "\nDeleted: " + id);
        cli.run(
                        "load",
                        "-i",
                        unique(tag).writeDockerArchive(dir.resolve("a.tar")).toString())
                .ok();
        cli.run("tag", tag, tag + "-again").ok();
        cli.run("tag", tag, "elsewhere-" + tag).ok();
        assertThat(cli.run("rmi", id).exits(1).err())
                .isEqualTo("Error response from daemon: conflict: unable to delete " + id.substring(7, 19)
                        + " (must be forced) - image is referenced in multiple repositories\n");
        assertThat(cli.run("rmi", "-f", id).ok().lines())
                .contains("Untagged: " + tag, "Untagged: elsewhere-" + tag, "Deleted: " + id);
    }

    @ConcurrentTest
    void anImageInUseIsNotRemoved() throws IOException {
        String tag = SharedEngine.freshName("inuse") + ":1";
        cli.run(
                        "load",
                        "-i",
                        unique(tag).writeDockerArchive(dir.resolve("a.tar")).toString())
                .ok();
        String id = cli.run("inspect", "-f", "{{.Id}}", tag).ok();
        String stopped = cli.run("create", tag).ok();
        assertThat(cli.run("rmi", tag).exits(1).err())
                .isEqualTo("Error response from daemon: conflict: unable to remove repository reference \"" + tag
                        + "\" (must force) - container " + stopped.substring(0, 12) + " is using its referenced image "
                        + id.substring(7, 19) + "\n");
        assertThat(cli.run("rmi", id).exits(1).err())
                .isEqualTo("Error response from daemon: conflict: unable to delete " + id.substring(7, 19)
                        + " (must be forced) - image is being used by stopped container " + stopped.substring(0, 12)
                        + "\n");
        cli.run("rm", stopped).ok();
        String running = cli.run("run", "-d", tag, "sleep", "1000").ok();
        assertThat(cli.run("rmi", "-f", id).exits(1).err())
                .isEqualTo("Error response from daemon: conflict: unable to delete " + id.substring(7, 19)
                        + " (cannot be forced) - image is being used by running container " + running.substring(0, 12)
                        + "\n");
        assertThat(cli.run("rmi", "-f", tag).ok()).isEqualTo("Untagged: " + tag);
        assertThat(cli.run("exec", running, "echo", "still here").ok()).isEqualTo("still here");
        cli.run("rm", "-f", running).ok();
    }

    @ConcurrentTest
    void aNewerImageTakesTheNameAndLeavesTheOldDangling() throws IOException {
        String tag = SharedEngine.freshName("dangling") + ":1";
        cli.run(
                        "load",
                        "-i",
                        unique(tag).writeDockerArchive(dir.resolve("a.tar")).toString())
                .ok();
        String old = cli.run("inspect", "-f", "{{.Id}}", tag).ok();
        ImageArchive newer = Fixtures.busyboxLike(tag).config("Labels", "{\"unique\":\"newer" + tag + "\"}");
        Cli.Result loaded = cli.run(
                        "load",
                        "-i",
                        newer.writeDockerArchive(dir.resolve("b.tar")).toString())
                .exits(0);
        assertThat(loaded.out())
                .contains("Loaded image: " + tag)
                .contains("The image " + tag + " already exists, renaming the old one with ID " + old
                        + " to empty string");
        assertThat(cli.run("images", "-q", "--no-trunc", "--filter", "dangling=true")
                        .outLines())
                .contains(old)
                .doesNotContain(newer.id());
        assertThat(cli.run("images", "-q", "--no-trunc", "--filter", "dangling=false")
                        .outLines())
                .contains(newer.id())
                .doesNotContain(old);
        assertThat(cli.run("images", "--filter", "dangling=true").out())
                .containsPattern("<none> +<none> +" + old.substring(7, 19));
        cli.run("rmi", old).ok();
    }

    @ConcurrentTest
    void history() throws IOException {
        String tag = SharedEngine.freshName("history") + ":1";
        ImageArchive image = unique(tag).layer(new Layer().file("second", "x".repeat(2000), 0644));
        cli.run("load", "-i", image.writeDockerArchive(dir.resolve("a.tar")).toString())
                .ok();
        List<String> lines = cli.run("history", tag).exits(0).outLines();
        assertThat(lines.getFirst().split(" {2,}", -1))
                .containsExactly("IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith(image.id().substring(7, 19)).contains("layer of ", "2kB");
        assertThat(lines.get(2)).startsWith("<missing>").contains("layer of ", "MB");
        assertThat(cli.run("history", "-q", "--no-trunc", tag).ok()).isEqualTo(image.id() + "\n<missing>");
        assertThat(cli.run("history", "--format", "{{.Size}}", "--human=false", tag)
                        .outLines()
                        .getFirst())
                .isEqualTo("2000");
        assertThat(cli.run("image", "history", "not-there").exits(1).err())
                .isEqualTo("Error response from daemon: No such image: not-there:latest\n");
    }

    @ConcurrentTest
    void theListAndItsFilters() throws IOException {
        String name = SharedEngine.freshName("listed");
        cli.run(
                        "load",
                        "-i",
                        unique(name + ":1")
                                .writeDockerArchive(dir.resolve("a.tar"))
                                .toString())
                .ok();
        String id = cli.run("inspect", "-f", "{{.Id}}", name + ":1").ok();
        cli.run("tag", name + ":1", name + ":2").ok();
        List<String> table = cli.run("images", name).exits(0).outLines();
        assertThat(table).hasSize(3);
        assertThat(table.getFirst().split(" {2,}", -1))
                .containsExactly("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE");
        assertThat(table.get(1)).matches(name + " +[12] +" + id.substring(7, 19) + " +.* ago +[\\d.]+MB *");
        assertThat(cli.run("images", name + ":2", "--format", "{{.Repository}}|{{.Tag}}|{{.ID}}")
                        .ok())
                .isEqualTo(name + "|2|" + id.substring(7, 19));
        assertThat(cli.run("images", "-q", name).outLines()).containsOnly(id.substring(7, 19));
        assertThat(cli.run("images", "-aq", "--no-trunc", name + ":1").ok()).isEqualTo(id);
        assertThat(cli.run("images", "--digests", name).outLines().getFirst()).contains("DIGEST");
        assertThat(cli.run("images", "-q", "--no-trunc", "--filter", "label=unique=" + name + ":1")
                        .outLines())
                .containsOnly(id);
        assertThat(cli.run(
                                "images",
                                "-q",
                                "--filter",
                                "reference=" + name.substring(0, name.length() - 1) + "*:2",
                                "--no-trunc")
                        .outLines())
                .contains(id);
        assertThat(cli.run("images", "-q", "--filter", "reference=" + name + ":none")
                        .ok())
                .isEmpty();
        assertThat(cli.run("images", "not-there").outLines()).hasSize(1);
        assertThat(cli.run("images", "--filter", "bogus=1").exits(1).err())
                .isEqualTo("Error response from daemon: " + EngineKind.wording("I", "i") + "nvalid filter 'bogus'\n");
        assertThat(cli.run("images", "--format", "{{json .}}", name + ":1").ok())
                .contains("\"Repository\":\"" + name + "\"", "\"Tag\":\"1\"");
        assertThat(cli.run("image", "ls", "-q", name + ":1").ok()).isEqualTo(id.substring(7, 19));
    }

    @ConcurrentTest
    void beforeAndSinceGoByTheTimeOfMaking() throws IOException {
        String name = SharedEngine.freshName("imported");
        // Imported now, while the images of the archives were made in 2024.
        byte[] tar = new Layer().file("x", name, 0644).tar();
        String id = cli.runWithInput(tar, "import", "-", name + ":1").ok();
        assertThat(cli.run("images", "-q", "--no-trunc", "--filter", "since=busybox")
                        .outLines())
                .contains(id);
        assertThat(cli.run("images", "-q", "--no-trunc", "--filter", "before=" + name + ":1")
                        .outLines())
                .contains(Fixtures.busybox().id())
                .doesNotContain(id);
        assertThat(cli.run("images", "--filter", "before=not-there").exits(1).err())
                .contains("No such image: not-there:latest");
    }

    @ConcurrentTest
    void pullAndPushFromARegistryThatIsNotThere() {
        // Nothing listens on port 9 of the loopback interface.
        String name = "127.0.0.1:9/nothing";
        Cli.Result pull = cli.run("pull", name).exits(1);
        assertThat(pull.out()).isEqualTo("Using default tag: latest\n");
        assertThat(pull.err()).startsWith("Error response from daemon: ").contains("127.0.0.1:9");
        assertThat(cli.run("pull", "-q", name + ":1").exits(1).out()).isEmpty();
        assertThat(cli.run("pull", "-a", name + ":1").exits(1).err()).contains("tag can't be used with --all-tags/-a");
        assertThat(cli.run("pull", "UPPER").exits(1).err()).contains("must be lowercase");
        assertThat(cli.run("pull", "a".repeat(64)).exits(1).err())
                .contains("cannot specify 64-byte hexadecimal strings");

        String tag = name + ":" + SharedEngine.freshName("push");
        cli.run("tag", "busybox", tag).ok();
        Cli.Result push = cli.run("push", tag).exits(1);
        assertThat(push.out()).startsWith("The push refers to repository [" + name + "]\n");
        assertThat(push.err()).contains("127.0.0.1:9");
        assertThat(cli.run("push", name + "@sha256:" + "a".repeat(64)).exits(1).err())
                .contains("cannot push a digest reference");
        cli.run("rmi", tag).ok();
    }

    @ConcurrentTest
    void namesThatAreNone() {
        assertThat(cli.run("tag", "busybox", "UPPER").exits(1).err())
                .contains("invalid reference format")
                .contains("must be lowercase");
        assertThat(cli.run("tag", "busybox", "a b").exits(1).err()).contains("invalid reference format");
        assertThat(cli.run("tag", "busybox", "").exits(1).err()).contains("invalid reference format");
        assertThat(cli.run("tag", "not-there", "x").exits(1).err())
                .isEqualTo("Error response from daemon: No such image: not-there:latest\n");
        assertThat(cli.run("tag", "busybox", "a:" + "x".repeat(129)).exits(1).err())
                .contains("invalid reference format");
        assertThat(cli.run("rmi", "UPPER").exits(1).err()).contains("invalid reference format");
        assertThat(new String(cli.run("run", "").exits(125).errBytes(), StandardCharsets.UTF_8))
                .contains("invalid reference format");
    }
}
