package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proa.e2e.RegistryImage.Entry;
import dev.proa.e2e.RegistryImage.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Images from a real registry, by both commands. */
@EachCli
class PullTest {

    private static RegistryFixture registry;

    private final Cli cli;
    private final String repository = SharedEngine.freshName("pull");

    PullTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeAll
    static void startRegistry() throws IOException {
        registry = RegistryFixture.start();
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    /** One that no other test and not the other command's run of this one has pulled before. */
    private ImageArchive image(String mark) throws IOException {
        return Fixtures.busyboxLike("unused")
                .layer(new Layer().file("mark", mark, 0644).file("unique", repository, 0644))
                .config("Cmd", "[\"cat\",\"/mark\"]")
                .config("Labels", "{\"mark\":\"" + mark + "\"}");
    }

    @Test
    void anImageOfEachFormIsPulledAndRuns() throws IOException {
        for (Form form : Form.values()) {
            String tag = form.name().toLowerCase(java.util.Locale.ROOT);
            RegistryImage put = registry.put(repository, tag, RegistryImage.of(image(tag), form));
            String name = registry.name(repository + ":" + tag);
            String out = cli.run("pull", name).ok();
            assertThat(out)
                    .contains(tag + ": Pulling from " + repository)
                    .contains("Digest: " + put.digest())
                    .contains("Status: Downloaded newer image for " + name)
                    .endsWith(name);
            assertThat(cli.run("run", "--rm", name).ok()).isEqualTo(tag);
            assertThat(cli.run("image", "inspect", "-f", "{{index .RepoDigests 0}}", name)
                            .ok())
                    .isEqualTo(registry.name(repository + "@" + put.digest()));
            String again = cli.run("pull", name).ok();
            assertThat(again)
                    .contains("Status: Image is up to date for " + name)
                    .doesNotContain("Pulling fs layer");
        }
    }

    @Test
    void ofAListTheImageForThisPlatformIsTaken() throws IOException {
        RegistryImage list = RegistryImage.list(
                RegistryImage.OCI_INDEX,
                new Entry("{\"os\":\"unknown\",\"architecture\":\"unknown\"}", RegistryImage.of(image("attestation"))),
                new Entry("{\"os\":\"linux\",\"architecture\":\"s390x\"}", RegistryImage.of(image("s390x"))),
                new Entry(
                        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"variant\":\"v4\"}",
                        RegistryImage.of(image("too new"))),
                new Entry("{\"os\":\"linux\",\"architecture\":\"amd64\"}", RegistryImage.of(image("amd64"))),
                new Entry(
                        "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}",
                        RegistryImage.of(image("arm64"))));
        registry.put(repository, "list", list);
        String name = registry.name(repository + ":list");
        String host = Host.exec("uname", "-m").strip().equals("aarch64") ? "arm64" : "amd64";
        cli.run("pull", name).ok();
        assertThat(mark(name)).isEqualTo(host);
        // What the list is called, not the image in it, is what others get by the same name.
        assertThat(cli.run("image", "inspect", "-f", "{{join .RepoDigests \" \"}}", name)
                        .ok())
                .isEqualTo(registry.name(repository + "@" + list.digest()));
        cli.run("pull", "--platform", "linux/s390x", name).ok();
        assertThat(mark(name)).isEqualTo("s390x");
        assertThat(cli.run("pull", "--platform", "linux/riscv64", name).exits(1).err())
                .contains("no matching manifest for linux/riscv64 in the manifest list entries");
        assertThat(mark(name)).isEqualTo("s390x");
    }

    private String mark(String name) {
        return cli.run("image", "inspect", "-f", "{{.Config.Labels.mark}}", name)
                .ok();
    }

    @Test
    void aDigestNamesOneImageForGood() throws IOException {
        RegistryImage first = registry.put(repository, "moving", RegistryImage.of(image("first")));
        String byTag = registry.name(repository + ":moving");
        String byDigest = registry.name(repository + "@" + first.digest());
        assertThat(cli.run("run", "--rm", byDigest).ok()).isEqualTo("first");
        assertThat(cli.run("pull", byDigest).ok()).contains("Image is up to date for " + byDigest);
        registry.put(repository, "moving", RegistryImage.of(image("second")));
        assertThat(cli.run("run", "--rm", byTag).ok()).isEqualTo("second");
        assertThat(cli.run("run", "--rm", byDigest).ok()).isEqualTo("first");
        assertThat(cli.run("tag", byTag, byDigest).exits(1).err())
                .contains("refusing to create a tag with a digest reference");
        assertThat(cli.run("rmi", byDigest).ok()).contains("Untagged: " + byDigest);
        assertThat(cli.run("image", "inspect", byDigest).exits(1).err()).containsIgnoringCase("no such image");
        String wrong = registry.name(repository + "@sha256:" + "0".repeat(64));
        assertThat(cli.run("pull", wrong).exits(1).err()).contains("manifest for " + wrong + " not found");
    }

    @Test
    void aTagThatMovesLeavesTheOldImageWithoutIt() throws IOException {
        registry.put(repository, "1", RegistryImage.of(image("old")));
        String name = registry.name(repository + ":1");
        cli.run("pull", "-q", name).ok();
        String old = cli.run("images", "-q", "--no-trunc", name).ok();
        registry.put(repository, "1", RegistryImage.of(image("new")));
        String out = cli.run("pull", name).ok();
        // The busybox layer is there already.
        assertThat(out).contains("Already exists").contains("Status: Downloaded newer image for " + name);
        assertThat(cli.run("images", "-q", "--no-trunc", name).ok()).isNotEqualTo(old);
        assertThat(cli.run("image", "inspect", "-f", "{{len .RepoTags}}", old).ok())
                .isEqualTo("0");
        cli.run("rmi", old).ok();
    }

    @Test
    void allTagsAreGotAtOnce() throws IOException {
        for (String tag : List.of("a", "b", "c")) {
            registry.put(repository, tag, RegistryImage.of(image(tag)));
        }
        String out = cli.run("pull", "-a", registry.name(repository)).ok();
        assertThat(out).contains("a: Pulling from", "b: Pulling from", "c: Pulling from");
        for (String tag : List.of("a", "b", "c")) {
            assertThat(cli.run("run", "--rm", registry.name(repository + ":" + tag))
                            .ok())
                    .isEqualTo(tag);
        }
    }

    @Test
    void aMissingImageIsFetchedByRunAndCreate() throws IOException {
        registry.put(repository, "x", RegistryImage.of(image("from run")));
        String name = registry.name(repository + ":x");
        assertThat(cli.run("create", "--pull", "never", name).exits(1).err()).contains("No such image");
        Cli.Result run = cli.run("run", "--rm", name).exits(0);
        assertThat(run.out()).isEqualTo("from run");
        assertThat(run.err()).contains("Unable to find image '" + name + "' locally");
        registry.put(repository, "x", RegistryImage.of(image("newer")));
        assertThat(cli.run("run", "--rm", name).ok()).isEqualTo("from run");
        assertThat(cli.run("run", "--rm", "-q", "--pull", "always", name).ok()).isEqualTo("newer");
    }

    @Test
    void whatTheRegistryHasNotIsSaidInDockersWords() throws IOException {
        registry.put(repository, "there", RegistryImage.of(image("there")));
        String noTag = registry.name(repository + ":absent");
        assertThat(cli.run("pull", noTag).exits(1).err())
                .contains("manifest for " + noTag + " not found: manifest unknown: manifest unknown");
        Api.Response answer = cli.daemon().api().post("/images/create?fromImage=" + noTag);
        assertThat(answer.status()).isEqualTo(404);
        String nobody = "127.0.0.1:1/" + repository + ":1";
        assertThat(cli.run("pull", nobody).exits(1).err())
                .contains("Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused");
        assertThat(cli.run("images", "-q", registry.name(repository)).ok()).isEmpty();
    }

    @Test
    void progressIsToldAsDockerTellsIt() throws IOException {
        byte[] noise = new byte[3_000_000];
        new Random(5).nextBytes(noise);
        ImageArchive big = image("progress").layer(new Layer().file(repository, noise, 0644));
        registry.put(repository, "p", RegistryImage.of(big));
        Api.Response answer =
                cli.daemon().api().post("/images/create?fromImage=" + registry.name(repository) + "&tag=p");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : answer.text().split("\r\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(Api.JSON.readTree(line));
            }
        }
        List<String> statuses =
                lines.stream().map(line -> line.path("status").asText()).toList();
        assertThat(statuses.getFirst()).isEqualTo("Pulling from " + repository);
        assertThat(lines.getFirst().path("id").asText()).isEqualTo("p");
        assertThat(statuses)
                .contains("Pulling fs layer", "Downloading", "Verifying Checksum", "Download complete", "Extracting")
                .contains("Pull complete");
        assertThat(statuses.getLast()).startsWith("Status: Downloaded newer image for ");
        JsonNode last = lines.stream()
                .filter(line -> line.path("status").asText().equals("Downloading"))
                .toList()
                .getLast();
        assertThat(last.path("progressDetail").path("total").asLong()).isPositive();
        assertThat(last.path("id").asText()).hasSize(12);
    }

    @Test
    void aPullIsAnEvent() throws IOException {
        registry.put(repository, "e", RegistryImage.of(image("event")));
        String name = registry.name(repository + ":e");
        String since = Long.toString(java.time.Instant.now().getEpochSecond() - 1);
        cli.run("pull", "-q", name).ok();
        String until = Long.toString(java.time.Instant.now().getEpochSecond() + 1);
        assertThat(cli.run(
                                "events",
                                "--since",
                                since,
                                "--until",
                                until,
                                "--filter",
                                "event=pull",
                                "--filter",
                                "image=" + name)
                        .ok())
                .contains("image pull " + name + " (mark=event, name=" + registry.name(repository) + ")");
    }

    @Test
    void aDamagedOrMissingBlobIsFetchedAgain() throws IOException {
        RegistryImage put = registry.put(repository, "d", RegistryImage.of(image(repository)));
        String name = registry.name(repository + ":d");
        cli.run("pull", "-q", name).ok();
        Path content = cli.daemon().home().root().resolve("content/sha256");
        Path layer = content.resolve(put.layerDigest(1).substring("sha256:".length()));
        byte[] before = Files.readAllBytes(layer);
        byte[] damaged = before.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(layer, damaged);
        cli.run("pull", "-q", name).ok();
        assertThat(Files.readAllBytes(layer)).isEqualTo(before);
        Files.delete(layer);
        cli.run("pull", "-q", name).ok();
        assertThat(Files.readAllBytes(layer)).isEqualTo(before);
        assertThat(cli.run("pull", name).ok()).contains("Image is up to date");
    }

    @Test
    void whatNoImageRestsOnAnyMoreIsGivenBack() throws IOException {
        Path content = cli.daemon().home().root().resolve("content/sha256");
        Set<Path> before = files(content);
        registry.put(repository, "g", RegistryImage.of(image("given back " + repository)));
        String name = registry.name(repository + ":g");
        cli.run("pull", "-q", name).ok();
        assertThat(files(content)).hasSizeGreaterThan(before.size());
        cli.run("rmi", name).ok();
        assertThat(files(content)).isEqualTo(before);
    }

    private static Set<Path> files(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return Set.copyOf(files.toList());
        }
    }

    /** Attacks in layers have their own tests; this is one by way of a registry. */
    @Test
    void aHostileLayerMakesNothingVisible() throws IOException {
        Path target = Path.of("/tmp/" + repository + "-escaped");
        Map<String, Layer> attacks = Map.of(
                "traversal", new Layer().file("../../../../../../../.." + target, "x", 0644),
                "link", new Layer().symlink("out", "/tmp").file("out/" + target.getFileName(), "x", 0644));
        for (Map.Entry<String, Layer> attack : attacks.entrySet()) {
            registry.put(
                    repository, attack.getKey(), RegistryImage.of(new ImageArchive("unused").layer(attack.getValue())));
            cli.run("pull", registry.name(repository + ":" + attack.getKey()));
            assertThat(target).doesNotExist();
        }
        // Skopeo, too, calls this an image of one layer that can be unpacked; Docker's client must not see half of one.
        assertThat(cli.run("images", "-q", registry.name(repository + ":traversal"))
                        .ok())
                .isEmpty();
    }
}
