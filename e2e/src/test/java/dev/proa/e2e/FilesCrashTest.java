package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A daemon that is killed in the middle of work on files; damaged stores. */
@EnabledIf("onProa")
class FilesCrashTest {
    private static final int ATTEMPTS = 5;

    /** Writes a large file and says so. */
    private static final String WRITE =
            "dd if=/dev/urandom of=/big bs=1M count=200 2>/dev/null; md5sum /big; echo written;";

    static boolean onProa() {
        return EngineKind.CURRENT == EngineKind.PROA;
    }

    private static List<String> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    private static List<String> rootMounts(Daemon daemon) throws IOException {
        return Host.mountsBelow(daemon.home().dir()).stream()
                .filter(mount -> mount.contains("/rootfs/"))
                .toList();
    }

    @Test
    void nothingIsLeftOfACopyThatAKilledDaemonHadBegun() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Cli cli = Cli.docker(daemon);
            Fixtures.loadInto(daemon);
            cli.run("create", "--name", "still", "busybox", "ls", "/").ok();

            // Its input does not end, so the copy is under way when the daemon is killed.
            Cli.Running copy = cli.start("cp", "-", "still:/tmp");
            copy.send(new Layer().file("half", "x".repeat(5000), 0644).tar());
            Await.until("the copy is under way", () -> rootMounts(daemon).size() == 1);
            daemon.kill();
            copy.endInput();
            copy.result();
            daemon.startAgain();

            assertThat(rootMounts(daemon)).isEmpty();
            assertThat(cli.run("start", "-a", "still").ok()).contains("etc");
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }

    @Test
    void nothingIsLeftOfAnExportThatAKilledDaemonHadBegun() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Cli cli = Cli.docker(daemon);
            Fixtures.loadInto(daemon);
            String first = cli.run(
                            "run",
                            "--name",
                            "still",
                            "busybox",
                            "sh",
                            "-c",
                            "test -e /big || { " + WRITE + " }; md5sum /big")
                    .ok();
            // Nobody reads on, so the export is under way when the daemon is killed.
            try (Api.Connection export = daemon.api().open()) {
                export.send("GET /containers/still/export HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(export.readHead().status()).isEqualTo(200);
                Await.until("its files are mounted", () -> rootMounts(daemon).size() == 1);
                daemon.kill();
            }
            daemon.startAgain();

            assertThat(rootMounts(daemon)).isEmpty();
            assertThat(cli.run("start", "-a", "still").ok())
                    .isEqualTo(first.lines().findFirst().orElseThrow());
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }

    @Test
    void aContainerThatIsCommittedWhenTheDaemonIsKilledGoesOn() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Cli cli = Cli.docker(daemon);
            Fixtures.loadInto(daemon);
            cli.run("run", "-d", "--name", "busy", "busybox", "sh", "-c", WRITE + " exec sleep 1000")
                    .ok();
            Await.until(
                    "the file is written", () -> cli.run("logs", "busy").out().contains("written"));
            int pid = Integer.parseInt(
                    cli.run("inspect", "-f", "{{.State.Pid}}", "busy").ok());
            Path root = daemon.home().root();
            List<String> blobs = below(root.resolve("content/sha256"));
            List<String> layers = below(root.resolve("snapshots"));

            killWhileFrozen(daemon, cli, pid);
            assertThat(Host.isFrozen(pid)).as("frozen while no daemon runs").isTrue();
            daemon.startAgain();

            assertThat(Host.isFrozen(pid)).isFalse();
            assertThat(cli.run("inspect", "-f", "{{.State.Status}} {{.State.Pid}}", "busy")
                            .ok())
                    .isEqualTo("running " + pid);
            assertThat(cli.run("logs", "busy").ok())
                    .startsWith(cli.run("exec", "busy", "md5sum", "/big").ok());
            assertThat(cli.run("images", "-q", "half").ok()).isEmpty();
            assertThat(below(root.resolve("content/sha256"))).isEqualTo(blobs);
            assertThat(below(root.resolve("content/drafts"))).isEmpty();
            assertThat(below(root.resolve("snapshots"))).isEqualTo(layers);
            assertThat(below(root.resolve("snapshots/staging"))).isEmpty();
            // What was begun can be done.
            cli.run("commit", "busy", "whole:made").ok();
            cli.run("rm", "-f", "busy").ok();
            daemon.cleanUp(List.of());
            assertThat(below(root.resolve("content/sha256"))).isEmpty();
            daemon.stopAndExpectNothingLeft();
        }
    }

    /** Kills the daemon while it commits and the container is frozen for that; a commit may be over too soon. */
    private static void killWhileFrozen(Daemon daemon, Cli cli, int pid) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Cli.Running commit = cli.start("commit", "busy", "half:made");
            Await.until(
                    "the container is frozen, or the commit over",
                    () -> Host.isFrozen(pid) || !commit.process().isAlive());
            daemon.kill();
            commit.result();
            if (Host.isFrozen(pid)) {
                return;
            }
            daemon.startAgain();
            cli.run("rmi", "-f", "half:made");
        }
        throw new AssertionError("the container was never frozen when the daemon was killed");
    }

    @Test
    void verifyNamesWhatIsDamaged() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Cli cli = Cli.docker(daemon);
            Path archive = daemon.home().dir().resolve("verified.tar");
            new ImageArchive("verified:1")
                    .layer(new Layer().file("a", "content", 0644).file("b", "other", 0600))
                    .layer(new Layer().file("c", new byte[100_000], 0644, 1, 2, Map.of()))
                    .writeDockerArchive(archive);
            cli.run("load", "-i", archive.toString()).ok();
            assertThat(verify(daemon).path("Damaged")).isEmpty();

            Path root = daemon.home().root();
            List<Path> unpacked;
            try (Stream<Path> files = Files.walk(root.resolve("snapshots"))) {
                unpacked = files.filter(file -> file.endsWith("fs/a")).toList();
            }
            assertThat(unpacked).isNotEmpty();
            Files.writeString(unpacked.getFirst(), "changed");
            Files.setPosixFilePermissions(
                    unpacked.getFirst().resolveSibling("b"),
                    java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
            JsonNode layer = verify(daemon).path("Damaged");
            assertThat(layer).hasSize(1);
            assertThat(layer.get(0).path("Kind").asText()).isEqualTo("layer");
            assertThat(layer.get(0).path("Problems").toString())
                    .contains("/a: other content", "/b: permissions 777 instead of 600");

            Path blob;
            try (Stream<Path> files = Files.list(root.resolve("content/sha256"))) {
                blob = files.filter(file -> file.toFile().length() > 100_000)
                        .findFirst()
                        .orElseThrow();
            }
            byte[] bytes = Files.readAllBytes(blob);
            bytes[1000] ^= 1;
            Files.write(blob, bytes);
            assertThat(verify(daemon).path("Damaged").toString())
                    .contains("sha256:" + blob.getFileName(), "its content has the digest");
        }
    }

    @Test
    void verifyKnowsWhiteoutsOpaqueDirectoriesAndHardLinks() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Path archive = daemon.home().dir().resolve("special.tar");
            new ImageArchive("special:1")
                    .layer(new Layer()
                            .directory("dir", 0755)
                            .file("dir/old", "x", 0644)
                            .file("gone", "x", 0644)
                            .file("first", "linked", 0640)
                            .hardLink("second", "first"))
                    .layer(new Layer()
                            .whiteout("", "gone")
                            .directory("dir", 0711)
                            .opaque("dir")
                            .file("dir/new", "y", 0644)
                            .file("one", "linked", 0644)
                            .hardLink("dir/two", "one")
                            .symlink("way", "dir/new"))
                    .writeDockerArchive(archive);
            Cli.docker(daemon).run("load", "-i", archive.toString()).ok();
            assertThat(verify(daemon).path("Damaged")).isEmpty();

            Path fs;
            try (Stream<Path> files = Files.walk(daemon.home().root().resolve("snapshots"))) {
                fs = files.filter(file -> file.endsWith("fs") && Files.isSymbolicLink(file.resolve("way")))
                        .findFirst()
                        .orElseThrow();
            }
            Files.delete(fs.resolve("gone"));
            Files.delete(fs.resolve("dir/two"));
            Files.writeString(fs.resolve("extra"), "z");
            Files.setAttribute(fs.resolve("dir/new"), "unix:uid", 7);
            String damaged = verify(daemon).path("Damaged").toString();
            assertThat(damaged).contains("/gone", "/dir/two", "/extra", "/dir/new: owner");
        }
    }

    private static JsonNode verify(Daemon daemon) throws IOException {
        Api.Response response = daemon.api().get("/proa/images/verify");
        assertThat(response.status()).isEqualTo(200);
        return response.json();
    }
}
