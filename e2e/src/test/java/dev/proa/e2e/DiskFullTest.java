package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A daemon whose root is a small file system: what does not fit is refused, and its space comes back. */
class DiskFullTest {

    @Test
    void loadingWhatDoesNotFitChangesNothing() throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "proafull");
        Path root = Files.createDirectory(dir.resolve("root"));
        Host.exec("mount", "-t", "tmpfs", "-o", "size=48m", "proa-e2e", root.toString());
        try (Daemon daemon = Daemon.start(DaemonHome.in(dir, root))) {
            Cli cli = Cli.docker(daemon);
            Fixtures.loadInto(daemon);
            long usedBefore = used(root);
            List<String> imagesBefore = images(cli);
            byte[] noise = new byte[60_000_000];
            new Random(1).nextBytes(noise);
            Path big = new ImageArchive("big:1")
                    .layer(new Layer().file("noise", noise, 0644, 0, 0, Map.of()))
                    .writeDockerArchive(dir.resolve("big.tar"));
            for (int attempt = 0; attempt < 2; attempt++) {
                Cli.Result result = cli.run("load", "-i", big.toString()).exits(1);
                assertThat(result.err()).containsIgnoringCase("no space left on device");
                assertThat(images(cli)).isEqualTo(imagesBefore);
            }
            Await.until("the space is free again", () -> used(root) < usedBefore + 2_000_000);
            assertThat(cli.run("run", "--rm", "busybox", "echo", "goes on").ok())
                    .isEqualTo("goes on");
            String small = "small:1";
            Path fits = Fixtures.busyboxLike(small)
                    .layer(new Layer().file("x", "y", 0644))
                    .writeDockerArchive(dir.resolve("small.tar"));
            assertThat(cli.run("load", "-i", fits.toString()).ok()).isEqualTo("Loaded image: " + small);
        } finally {
            if (Host.mountsBelow(dir).contains(root.toString())) {
                Host.unmount(root.toString());
            }
        }
    }

    @Test
    void pullingWhatDoesNotFitChangesNothing() throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "proafull");
        Path root = Files.createDirectory(dir.resolve("root"));
        Host.exec("mount", "-t", "tmpfs", "-o", "size=48m", "proa-e2e", root.toString());
        try (RegistryFixture registry = RegistryFixture.start();
                Daemon daemon = Daemon.start(DaemonHome.in(dir, root))) {
            Cli cli = Cli.docker(daemon);
            byte[] noise = new byte[30_000_000];
            new Random(2).nextBytes(noise);
            registry.put(
                    "big",
                    "1",
                    RegistryImage.of(
                            new ImageArchive("unused").layer(new Layer().file("noise", noise, 0644, 0, 0, Map.of())),
                            RegistryImage.Form.OCI_PLAIN));
            registry.put("small", "1", RegistryImage.of(Fixtures.busybox()));
            long usedBefore = used(root);
            for (int attempt = 0; attempt < 2; attempt++) {
                Cli.Result refused = cli.run("pull", registry.name("big:1")).exits(1);
                assertThat(refused.err()).containsIgnoringCase("no space left on device");
            }
            Await.until("the space is free again", () -> used(root) < usedBefore + 2_000_000);
            cli.run("pull", "-q", registry.name("small:1")).ok();
            assertThat(cli.run("run", "--rm", registry.name("small:1"), "echo", "goes on")
                            .ok())
                    .isEqualTo("goes on");
        } finally {
            if (Host.mountsBelow(dir).contains(root.toString())) {
                Host.unmount(root.toString());
            }
        }
    }

    /** What fills the disk here is a container, as it mostly is. */
    @Test
    void aContainerThatFillsTheDiskHurtsNobodyElse() throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "proafull");
        Path root = Files.createDirectory(dir.resolve("root"));
        Host.exec("mount", "-t", "tmpfs", "-o", "size=80m", "proa-e2e", root.toString());
        try (Daemon daemon = Daemon.start(DaemonHome.in(dir, root))) {
            Cli cli = Cli.docker(daemon);
            Fixtures.loadInto(daemon);
            String[] fill = {"busybox", "sh", "-c", "head -c 100000000 /dev/zero > /x"};
            for (int attempt = 0; attempt < 2; attempt++) {
                // Its space comes back with it, and its address.
                assertThat(cli.run(with(List.of("run", "--rm"), fill)).exit()).isNotZero();
                assertThat(cli.run("run", "--rm", "busybox", "echo", "still").ok())
                        .isEqualTo("still");
            }
            assertThat(cli.run(with(List.of("run", "--name", "filler"), fill)).exit())
                    .isEqualTo(1);
            assertThat(cli.run("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "filler")
                            .ok())
                    .isEqualTo("exited 1");
            // The disk is full, and stays so until somebody makes space.
            for (int attempt = 0; attempt < 2; attempt++) {
                Cli.Result refused =
                        cli.run("run", "--rm", "busybox", "echo", "no").exits(125);
                assertThat(refused.out()).isEmpty();
                assertThat(refused.err()).containsIgnoringCase("no space left on device");
            }
            assertThat(cli.run("ps", "-a", "--format", "{{.Names}}").ok()).isEqualTo("filler");
            assertThat(cli.run("start", "filler").exits(1).err()).containsIgnoringCase("no space left on device");
            assertThat(cli.run("rm", "filler").ok()).isEqualTo("filler");
            assertThat(cli.run("run", "--rm", "busybox", "echo", "again").ok()).isEqualTo("again");
            assertThat(cli.run("ps", "-aq").ok()).isEmpty();
            assertThat(Host.portsOf(daemon.home().bridge())).isEmpty();
        } finally {
            if (Host.mountsBelow(dir).contains(root.toString())) {
                Host.unmount(root.toString());
            }
        }
    }

    @Test
    void aCopyOrCommitThatDoesNotFitGivesItsSpaceBack() throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "proafull");
        Path root = Files.createDirectory(dir.resolve("root"));
        Host.exec("mount", "-t", "tmpfs", "-o", "size=48m", "proa-e2e", root.toString());
        try (Daemon daemon = Daemon.start(DaemonHome.in(dir, root))) {
            Cli cli = Cli.docker(daemon);
            Fixtures.loadInto(daemon);
            long usedBefore = used(root);
            cli.run("create", "--name", "full", "busybox", "true").ok();
            Path big = Files.write(dir.resolve("big"), new byte[60_000_000]);
            assertThat(cli.run("cp", big.toString(), "full:/big").exits(1).err())
                    .containsIgnoringCase("no space left on device");
            cli.run("rm", "full").ok();
            Await.until("the copy's space is free again", () -> used(root) < usedBefore + 2_000_000);

            // The container's file fits, once more as a blob it does not.
            cli.run("run", "--name", "half", "busybox", "sh", "-c", "head -c 25000000 /dev/urandom > /x")
                    .ok();
            long usedByIt = used(root);
            List<String> imagesBefore = images(cli);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThat(cli.run("commit", "half", "half:made").exits(1).err())
                        .containsIgnoringCase("no space left on device");
                assertThat(images(cli)).isEqualTo(imagesBefore);
            }
            Await.until("the commit's space is free again", () -> used(root) < usedByIt + 2_000_000);
            cli.run("rm", "half").ok();
            assertThat(cli.run("run", "--rm", "busybox", "echo", "goes on").ok())
                    .isEqualTo("goes on");
        } finally {
            if (Host.mountsBelow(dir).contains(root.toString())) {
                Host.unmount(root.toString());
            }
        }
    }

    private static String[] with(List<String> options, String[] rest) {
        return Stream.concat(options.stream(), Stream.of(rest)).toArray(String[]::new);
    }

    private static List<String> images(Cli cli) {
        return cli.run("images", "-q").ok().lines().sorted().toList();
    }

    private static long used(Path root) throws IOException {
        var store = Files.getFileStore(root);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }
}
