package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prune}, {@code system df}, {@code info} and {@code version}: they look at all there is, so they run alone. */
@EachCli
class HousekeepingTest {

    private final Cli cli;

    HousekeepingTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void empty() throws IOException {
        cli.daemon().cleanUp(SharedEngine.KEPT_IMAGES);
    }

    private String stopped(String... labels) {
        String name = SharedEngine.freshName("pruned");
        String id = labels.length == 0
                ? cli.run("create", "--name", name, "busybox", "true").ok()
                : cli.run("create", "--name", name, "-l", labels[0], "busybox", "true")
                        .ok();
        return id;
    }

    private String dangling(Path dir) throws IOException {
        String tag = SharedEngine.freshName("prune") + ":1";
        ImageArchive old = Fixtures.busyboxLike(tag)
                .layer(new Layer().file("big-" + tag.replace(':', '-'), "x".repeat(300_000), 0644));
        cli.run("load", "-i", old.writeDockerArchive(dir.resolve("old.tar")).toString())
                .ok();
        String id = cli.run("inspect", "-f", "{{.Id}}", tag).ok();
        cli.run("tag", "busybox", tag).ok();
        return id;
    }

    @Test
    void containerPruneRemovesTheStoppedOnes() {
        String created = stopped();
        String exited = cli.run("run", "-d", "busybox", "sh", "-c", "head -c 200000 /dev/zero > /x")
                .ok();
        cli.run("wait", exited).ok();
        String running = cli.run("run", "-d", "busybox", "sleep", "1000").ok();
        List<String> lines = cli.run("container", "prune", "-f").exits(0).outLines();
        assertThat(lines.getFirst()).isEqualTo("Deleted Containers:");
        assertThat(lines).contains(created, exited).doesNotContain(running);
        assertThat(lines.getLast()).matches("Total reclaimed space: 20\\d(\\.\\d+)?kB");
        assertThat(cli.run("ps", "-aq", "--no-trunc").ok()).isEqualTo(running);
        assertThat(cli.run("container", "prune", "-f").ok()).isEqualTo("Total reclaimed space: 0B");
    }

    @Test
    void containerPruneFilters() {
        String kept = stopped();
        String labelled = stopped("prune=me");
        assertThat(cli.run("container", "prune", "-f", "--filter", "until=1h").ok())
                .isEqualTo("Total reclaimed space: 0B");
        assertThat(cli.run("container", "prune", "-f", "--filter", "label=prune=me")
                        .ok())
                .contains(labelled)
                .doesNotContain(kept);
        assertThat(cli.run("container", "prune", "-f", "--filter", "label!=other")
                        .ok())
                .contains(kept);
        assertThat(cli.run("container", "prune", "-f", "--filter", "bogus=1")
                        .exits(1)
                        .err())
                .containsIgnoringCase("invalid filter 'bogus'");
    }

    @Test
    void withoutForceItAsks() {
        String id = stopped();
        assertThat(cli.runWithInput("n\n", "container", "prune").out())
                .contains(
                        "WARNING! This will remove all stopped containers.",
                        "Are you sure you want to continue? [y/N]");
        assertThat(cli.run("ps", "-aq", "--no-trunc").ok()).isEqualTo(id);
        assertThat(cli.runWithInput("y\n", "container", "prune").ok()).contains(id);
    }

    @Test
    void imagePruneRemovesDanglingOnes(@TempDir Path dir) throws IOException {
        String id = dangling(dir);
        String pruned = cli.run("image", "prune", "-f").ok();
        assertThat(pruned)
                .contains("Deleted Images:", "deleted: " + id)
                .containsPattern("Total reclaimed space: 30\\d(\\.\\d+)?kB");
        assertThat(cli.run("images", "-q").ok()).isNotEmpty();
        assertThat(cli.run("image", "prune", "-f").ok()).isEqualTo("Total reclaimed space: 0B");
    }

    @Test
    void imagePruneAllRemovesTheUnused(@TempDir Path dir) throws IOException {
        String used = SharedEngine.freshName("used") + ":1";
        cli.run(
                        "load",
                        "-i",
                        Fixtures.busyboxLike(used)
                                .config("Labels", "{\"u\":\"" + used + "\"}")
                                .writeDockerArchive(dir.resolve("u.tar"))
                                .toString())
                .ok();
        stopped();
        cli.run("create", "hello-world").ok();
        String pruned = cli.run("image", "prune", "-a", "-f").ok();
        assertThat(pruned).contains("untagged: " + used).doesNotContain("untagged: busybox:latest");
        assertThat(cli.run("images", "-q", "busybox").ok()).isNotEmpty();
        cli.run("image", "inspect", used).exits(1);
    }

    @Test
    void systemPruneRemovesWhatIsUnusedAndSaysHowMuch(@TempDir Path dir) throws IOException {
        String container = stopped();
        String image = dangling(dir);
        String running = cli.run("run", "-d", "busybox", "sleep", "1000").ok();
        String pruned = cli.run("system", "prune", "-f").ok();
        assertThat(pruned)
                .contains("Deleted Containers:\n" + container, "Deleted Images:", "deleted: " + image)
                .containsPattern("Total reclaimed space: 30\\d(\\.\\d+)?kB$");
        assertThat(cli.run("ps", "-aq", "--no-trunc").ok()).isEqualTo(running);
        assertThat(cli.runWithInput("n\n", "system", "prune").out())
                .contains(
                        "WARNING! This will remove:",
                        "- all stopped containers",
                        "- all networks not used by at least one container",
                        "- all dangling images",
                        "build cache");
    }

    @Test
    void diskUsage() throws IOException {
        cli.run("run", "--name", "df-" + cli, "busybox", "sh", "-c", "head -c 100000 /dev/zero > /x")
                .ok();
        List<String> table = cli.run("system", "df").exits(0).outLines();
        assertThat(table.getFirst().split(" {2,}", -1))
                .containsExactly("TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE");
        assertThat(table.get(1)).matches("Images +2 +1 +[\\d.]+MB +[\\d.]+[kM]?B \\(\\d+%\\)");
        assertThat(table.get(2)).matches("Containers +1 +0 +10\\d(\\.\\d+)?kB +10\\d(\\.\\d+)?kB \\(100%\\)");
        assertThat(table.get(3)).startsWith("Local Volumes   0         0         0B        0B");
        assertThat(table.get(4)).startsWith("Build Cache     0         0         0B        0B");
        assertThat(cli.run("system", "df", "-v").ok())
                .contains("Images space usage:", "Containers space usage:", "df-" + cli, "Local Volumes space usage:");
        assertThat(cli.run("system", "df", "--format", "{{.Type}}={{.TotalCount}}")
                        .ok())
                .startsWith("Images=2\nContainers=1\n");
        JsonNode body = cli.daemon().api().get("/system/df").json();
        assertThat(body.path("LayersSize").asLong()).isGreaterThan(1_000_000);
        assertThat(body.path("Containers").get(0).path("SizeRw").asLong()).isBetween(100_000L, 120_000L);
        JsonNode image = body.path("Images").get(0);
        assertThat(image.path("Containers").asInt(-2)).isNotNegative();
        assertThat(image.path("SharedSize").asLong(-2)).isNotNegative();
    }

    @Test
    void imagePruneAllGoesByItsFilters(@TempDir Path dir) throws IOException {
        String old = labelled(dir, "old");
        String fresh = labelled(dir, "new");
        // An image's age is that of its making, which the archive tells: the year 2024.
        cli.run("image", "prune", "-a", "-f", "--filter", "label=age=old", "--filter", "until=2023-01-01")
                .ok();
        cli.run("image", "inspect", old).ok();
        cli.run("image", "prune", "-a", "-f", "--filter", "label!=age=old", "--filter", "label=age")
                .ok();
        cli.run("image", "inspect", old).ok();
        cli.run("image", "inspect", fresh).exits(1);
        cli.run("image", "prune", "-a", "-f", "--filter", "label=age=old", "--filter", "until=24h")
                .ok();
        cli.run("image", "inspect", old).exits(1);
        assertThat(cli.run("image", "prune", "-a", "-f", "--filter", "until=soon")
                        .exits(1)
                        .err())
                .contains("soon");
    }

    private String labelled(Path dir, String age) throws IOException {
        String tag = SharedEngine.freshName(age) + ":1";
        cli.run(
                        "load",
                        "-i",
                        Fixtures.busyboxLike(tag)
                                .config("Labels", "{\"age\":\"" + age + "\"}")
                                .writeDockerArchive(dir.resolve(age + ".tar"))
                                .toString())
                .ok();
        return tag;
    }

    @Test
    void sizesAddUpWithWhatIsOnTheDisk(@TempDir Path dir) throws IOException {
        Assumptions.assumeTrue(EngineKind.CURRENT == EngineKind.PROA, "it looks into Proa's own folders");
        String tag = SharedEngine.freshName("sized") + ":1";
        cli.run(
                        "load",
                        "-i",
                        Fixtures.busyboxLike(tag)
                                .layer(new Layer().file("three", "3".repeat(3_000_000), 0644))
                                .writeDockerArchive(dir.resolve("sized.tar"))
                                .toString())
                .ok();
        String container = cli.run("run", "-d", tag, "sh", "-c", "head -c 200000 /dev/zero > /x; sleep 1000")
                .ok();
        Path root = cli.daemon().home().root();
        Path upper = root.resolve("containers").resolve(container);
        Await.until("the file is written", () -> bytesBelow(upper) >= 200_000);
        JsonNode body = cli.daemon().api().get("/system/df").json();
        assertThat(body.path("LayersSize").asLong())
                .isCloseTo(bytesBelow(root.resolve("snapshots")), withinPercentage(1));
        long alone = 0;
        for (JsonNode image : body.path("Images")) {
            if (image.path("RepoTags").toString().contains(tag)) {
                alone = image.path("Size").asLong() - image.path("SharedSize").asLong();
            }
        }
        assertThat(alone).isBetween(3_000_000L, 3_100_000L);
        assertThat(body.path("Containers").get(0).path("SizeRw").asLong()).isBetween(200_000L, 210_000L);
        assertThat(cli.run("system", "df", "-v").ok())
                .containsPattern(tag.replace(":1", "") + " +1 .* 3(\\.0\\d*)?MB +1");
    }

    /** The sizes of all files below a directory, those with several names once. */
    private static long bytesBelow(Path directory) throws IOException {
        Map<Object, Long> sizes = new HashMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    sizes.put(Objects.requireNonNull(attributes.fileKey()), attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void info() {
        stopped();
        cli.run("run", "-d", "busybox", "sleep", "1000").ok();
        String info = cli.run("info").ok();
        assertThat(info)
                .contains(
                        "Containers: 2",
                        " Running: 1",
                        " Paused: 0",
                        " Stopped: 1",
                        "Images: 2",
                        "Server Version: ",
                        "Storage Driver: ",
                        "Cgroup Driver: ",
                        "Kernel Version: ",
                        "OSType: linux",
                        "Total Memory: ",
                        "Docker Root Dir: ");
        assertThat(cli.run("info", "--format", "{{.Containers}} {{.ContainersRunning}} {{.OSType}}")
                        .ok())
                .isEqualTo("2 1 linux");
        assertThat(cli.run("system", "info", "-f", "{{.NCPU}}").ok())
                .isEqualTo(Integer.toString(Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void version() {
        String version = cli.run("version").ok();
        assertThat(version).contains("Client", "Server", "API version:", "OS/Arch:");
        assertThat(cli.run("version", "--format", "{{.Server.Os}}/{{.Server.Arch}} {{.Server.MinAPIVersion}}")
                        .ok())
                .isEqualTo("linux/amd64 " + EngineKind.wording("1.12", "1.24"));
        assertThat(cli.run("--version").ok()).containsPattern("version \\d");
    }
}
