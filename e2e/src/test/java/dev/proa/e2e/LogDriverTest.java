package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code --log-driver} and {@code --log-opt}: what is kept of the output, and that nobody who reads it misses a line. */
class LogDriverTest {

    private static Daemon daemon;
    private static Cli docker;
    private static Cli proa;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(EngineKind.CURRENT == EngineKind.PROA, "these are limits of Proa's own");
        daemon = Daemon.start(DaemonHome.create(), List.of("--log-opt", "max-size=300k", "--log-opt", "max-file=3"));
        Fixtures.loadInto(daemon);
        docker = Cli.docker(daemon);
        proa = new Cli(daemon, Cli.Command.PROA);
    }

    @AfterAll
    static void stop() throws IOException {
        if (daemon == null) {
            return;
        }
        daemon.cleanUp(List.of());
        daemon.stopAndExpectNothingLeft();
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private static long bytesOnDisk(String name) throws IOException {
        Path log = Path.of(docker.run("inspect", "-f", "{{.LogPath}}", name).ok());
        Map<Object, Long> sizes = new HashMap<>(); // by inode: a file may have two names
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(java.util.Objects.requireNonNull(log.getParent()), "container.log*")) {
            for (Path file : files) {
                try {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    sizes.put(attributes.fileKey(), attributes.size());
                } catch (NoSuchFileException meanwhile) {
                    // It was removed.
                }
            }
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** From some number on all up to the last, and not much less than the limits allow. */
    private static void expectEnd(String out, int last) {
        // What comes first may be the end of a number whose beginning was in the file before.
        String whole = out.substring(out.indexOf('\n') + 1);
        int first = Integer.parseInt(whole.substring(0, whole.indexOf('\n')));
        assertThat(whole.equals(numbers(first, last)))
                .as("the numbers from %s to %s", first, last)
                .isTrue();
        assertThat(first).isBetween(2, last - 1000);
    }

    @Test
    void theNewestLinesAreKeptAndFollowersSeeAll() throws IOException {
        for (Cli cli : List.of(docker, proa)) {
            String name = "rotated-" + cli;
            cli.run("create", "-i", "--name", name, "busybox", "sh", "-c", "read go; seq 1 60000")
                    .ok();
            Cli.Running following = cli.start("logs", "-f", name);
            following.result().exits(0); // one that does not run has nothing to follow
            docker.run("start", name).ok();
            Cli.Running one = cli.start("logs", "-f", name);
            Cli.Running other = cli.start("logs", "-f", "--tail", "0", name);
            Await.until("two followers", () -> openFiles("container.log") >= 2);
            docker.runWithInput("go\n", "attach", name).exits(0);
            assertThat(one.result().exits(0).out().equals(numbers(1, 60000)))
                    .as("all lines followed")
                    .isTrue();
            assertThat(other.result().exits(0).out().equals(numbers(1, 60000)))
                    .as("all lines followed from the end")
                    .isTrue();
            Await.until("within its limits", () -> bytesOnDisk(name) <= 900_000);
            expectEnd(cli.run("logs", name).exits(0).out(), 60000);
            assertThat(cli.run("logs", "--tail", "1000", name).exits(0).out()).isEqualTo(numbers(59001, 60000));
            assertThat(cli.run("logs", "-n", "3", name).exits(0).out()).isEqualTo(numbers(59998, 60000));
        }
    }

    private static long openFiles(String name) throws IOException {
        long found = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + daemonPid() + "/fd"))) {
            for (Path file : open) {
                try {
                    if (Files.readSymbolicLink(file).toString().contains(name)) {
                        found++;
                    }
                } catch (IOException closed) {
                    // Meanwhile.
                }
            }
        }
        return found;
    }

    /** A launcher may stand before the daemon. */
    private static long daemonPid() {
        return ProcessHandle.of(daemon.pid())
                .orElseThrow()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .map(ProcessHandle::pid)
                .orElse(daemon.pid());
    }

    @Test
    void nothingIsLostWhileTheDaemonIsKilledAgainAndAgain() throws IOException {
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "outlives",
                        "--log-opt",
                        "max-size=50k",
                        "--log-opt",
                        "max-file=10000",
                        "busybox",
                        "sh",
                        "-c",
                        "i=0; while [ ! -e /stop ]; do n=0; while [ $n -lt 50 ]; do"
                                + " n=$((n+1)); i=$((i+1)); echo $i; done; sleep 0.01; done")
                .ok();
        String pid = docker.run("inspect", "-f", "{{.State.Pid}}", "outlives").ok();
        for (int round = 0; round < 3; round++) {
            int before = lastNumber();
            Await.until("more lines", () -> lastNumber() > before + 2000);
            daemon.kill();
            daemon.startAgain();
            expectLiveOutput();
        }
        Files.createFile(Path.of("/proc/" + pid + "/root/stop"));
        assertThat(docker.run("wait", "outlives").ok()).isEqualTo("0");
        String out = docker.run("logs", "outlives").exits(0).out();
        int last = Integer.parseInt(out.strip().substring(out.strip().lastIndexOf('\n') + 1));
        assertThat(out.equals(numbers(1, last)))
                .as("all lines from 1 to %s", last)
                .isTrue();
    }

    private static int lastNumber() {
        String line = docker.run("logs", "-n", "1", "outlives").out().strip();
        return line.isEmpty() ? 0 : Integer.parseInt(line);
    }

    /** Attaching works again: what comes is without a gap, and newer than the log. */
    private static void expectLiveOutput() throws IOException {
        int before = lastNumber();
        Cli.Running attached = docker.start("attach", "--no-stdin", "outlives");
        Await.until("output", () -> attached.outSoFar().lines().count() > 200);
        attached.kill();
        List<String> lines = attached.outSoFar().lines().limit(200).toList();
        int first = Integer.parseInt(lines.getFirst());
        assertThat(first).isGreaterThan(before);
        assertThat(String.join("\n", lines) + "\n").isEqualTo(numbers(first, first + 199));
    }

    @Test
    void whatGrewWhileTheDaemonWasDeadIsCutWhenItComesBack() throws IOException {
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "grows",
                        "busybox",
                        "sh",
                        "-c",
                        "while [ ! -e /go ]; do sleep 0.05; done; seq 1 50000")
                .ok();
        long pid = Long.parseLong(
                docker.run("inspect", "-f", "{{.State.Pid}}", "grows").ok());
        daemon.kill();
        Files.createFile(Path.of("/proc/" + pid + "/root/go"));
        Await.until("its end", () -> !Files.exists(Path.of("/proc/" + pid + "/root/go")));
        daemon.startAgain();
        Await.until("within its limits", () -> bytesOnDisk("grows") <= 900_000);
        expectEnd(docker.run("logs", "grows").exits(0).out(), 50000);
    }

    @Test
    void theDriverNoneKeepsNothing() {
        for (Cli cli : List.of(docker, proa)) {
            String name = "none-" + cli;
            assertThat(cli.run("run", "--name", name, "--log-driver", "none", "busybox", "echo", "gone")
                            .ok())
                    .isEqualTo("gone");
            assertThat(cli.run("logs", name).exits(1).err())
                    .isEqualTo("Error response from daemon: configured logging driver does not support reading\n");
            assertThat(cli.run("inspect", "-f", "{{.HostConfig.LogConfig.Type}} [{{.LogPath}}]", name)
                            .ok())
                    .isEqualTo("none []");
        }
    }

    @Test
    void whatWasAskedForStandsInInspect() {
        String format = "{{.HostConfig.LogConfig.Type}} {{json .HostConfig.LogConfig.Config}}";
        docker.run("create", "--name", "asked", "--log-driver", "local", "--log-opt", "max-size=1.5m", "busybox")
                .ok();
        assertThat(docker.run("inspect", "-f", format, "asked").ok()).isEqualTo("local {\"max-size\":\"1.5m\"}");
        docker.run("create", "--name", "unasked", "--log-opt", "max-file=7", "busybox")
                .ok();
        assertThat(docker.run("inspect", "-f", format, "unasked").ok())
                .isEqualTo("json-file {\"max-file\":\"7\",\"max-size\":\"300k\"}");
        assertThat(docker.run("info", "-f", "{{.LoggingDriver}}").ok()).isEqualTo("json-file");
    }

    @Test
    void whatCannotBeIsRefusedInDockersWords() {
        refused("logger: no log driver named 'papyrus' is registered", "--log-driver", "papyrus");
        refused("unknown log opt 'colour' for json-file log driver", "--log-opt", "colour=red");
        refused("unknown log opt 'compress' for json-file log driver", "--log-opt", "compress=true");
        refused("invalid size: 'big'", "--log-opt", "max-size=big");
        refused("max-size must be a positive number", "--log-opt", "max-size=-1");
        refused("max-file cannot be less than 1", "--log-opt", "max-file=0");
        refused("strconv.Atoi: parsing \"few\": invalid syntax", "--log-opt", "max-file=few");
    }

    private static void refused(String text, String... options) {
        for (Cli cli : List.of(docker, proa)) {
            List<String> command = new java.util.ArrayList<>(List.of("create"));
            command.addAll(List.of(options));
            command.add("busybox");
            assertThat(cli.run(command.toArray(String[]::new)).exits(1).err()).contains("daemon: " + text + "\n");
        }
    }
}
