package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** What a pull leaves in the store, and what it tells. */
@OnEngine
class PullStoreTest {

    private static RegistryFixture registry;

    private final Cli cli;
    private final String repository = SharedEngine.freshName("pull");

    PullStoreTest(Daemon daemon) {
        this.cli = Cli.docker(daemon);
    }

    @BeforeAll
    static void startRegistry() throws IOException {
        registry = RegistryFixture.start();
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    private ImageArchive image(String mark) throws IOException {
        return Fixtures.marked(mark, repository);
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
    void aLayerThatVerifyFoundDamagedIsUnpackedAgain() throws IOException {
        List<String> names = new ArrayList<>();
        for (String tag : List.of("one", "two", "three")) {
            ImageArchive image = image("whole").layer(new Layer().file("tag", tag, 0644));
            registry.put(repository, tag, RegistryImage.of(image));
            names.add(registry.name(repository + ":" + tag));
        }
        cli.run("pull", "-q", names.get(0)).ok();
        cli.run("pull", "-q", names.get(1)).ok();
        Path directory = unpacked("unique", repository);
        String layer = "sha256:" + directory.getFileName();
        Path mark = directory.resolve("fs/mark");
        Files.writeString(mark, "spoilt");
        assertThat(damaged()).contains(layer);

        String container =
                cli.run("run", "-d", names.get(1), "busybox", "sleep", "1000").ok();
        assertThat(cli.run("pull", names.get(0)).exits(1).err())
                .contains("layer " + layer + " is damaged and container " + container.substring(0, 12) + " uses it");
        assertThat(mark).hasContent("spoilt");
        cli.run("rm", "-f", container).ok();
        assertThat(cli.run("pull", names.get(0)).ok()).contains("Pull complete");
        assertThat(damaged()).doesNotContain(layer);
        assertThat(cli.run("run", "--rm", names.get(0)).ok()).isEqualTo("whole");
        assertThat(cli.run("run", "--rm", names.get(1)).ok()).isEqualTo("whole");
        assertThat(cli.run("pull", names.get(0)).ok()).contains("Image is up to date");

        // By a pull of an image that was not here.
        Files.writeString(mark, "spoilt");
        assertThat(damaged()).contains(layer);
        cli.run("pull", "-q", names.get(2)).ok();
        assertThat(damaged()).doesNotContain(layer);
        for (String name : names) {
            assertThat(cli.run("run", "--rm", name).ok()).isEqualTo("whole");
            cli.run("rmi", name).ok();
        }
    }

    /** The directory of the layer that has a file. */
    private Path unpacked(String file, String content) throws IOException {
        try (Stream<Path> layers = Files.list(cli.daemon().home().root().resolve("snapshots"))) {
            for (Path layer : layers.toList()) {
                Path found = layer.resolve("fs").resolve(file);
                if (Files.exists(found) && Files.readString(found).equals(content)) {
                    return layer;
                }
            }
        }
        throw new AssertionError("no layer has " + file + " with " + content);
    }

    private List<String> damaged() throws IOException {
        List<String> ids = new ArrayList<>();
        for (JsonNode one : cli.daemon().api().get("/proa/images/verify").json().get("Damaged")) {
            ids.add(one.get("ID").asText());
        }
        return ids;
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
