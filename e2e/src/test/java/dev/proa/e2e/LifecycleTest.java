package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A container's life: {@code create}, {@code start}, {@code stop}, {@code kill}, {@code restart}, {@code pause}, {@code wait}, {@code rm}. */
@EachCli
class LifecycleTest {

    /** Ends with 5 on SIGTERM, with 6 on SIGUSR1; says that it is ready once the traps are set. */
    private static final String TRAPS =
            "trap 'echo term; exit 5' TERM; trap 'echo usr1; exit 6' USR1; echo ready; while :; do sleep 0.05; done";

    private final Cli cli;

    LifecycleTest(Cli cli) {
        this.cli = cli;
    }

    private String runReady(String stem, String script) {
        String name = SharedEngine.freshName(stem);
        cli.run("run", "-d", "--name", name, "busybox", "sh", "-c", script).ok();
        Await.until(
                "ready in the logs of " + name,
                () -> cli.run("logs", name).out().contains("ready"));
        return name;
    }

    private String inspect(String name, String format) {
        return cli.run("inspect", "-f", format, name).ok();
    }

    @ConcurrentTest
    void createPrintsTheIdAndStartsNothing() {
        String name = SharedEngine.freshName("created");
        String id = cli.run("create", "--name", name, "busybox", "echo", "x").ok();
        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(inspect(id, "{{.State.Status}} {{.State.Running}} {{.State.Pid}} {{.State.StartedAt}}"))
                .isEqualTo("created false 0 0001-01-01T00:00:00Z");
        assertThat(cli.run("start", id.substring(0, 12)).ok()).isEqualTo(id.substring(0, 12));
        assertThat(cli.run("wait", name).ok()).isEqualTo("0");
        assertThat(cli.run("logs", name).ok()).isEqualTo("x");
    }

    @ConcurrentTest
    void startAttachedShowsTheOutputAndExitsAsTheContainer() {
        String name = SharedEngine.freshName("attached");
        cli.run("create", "--name", name, "busybox", "sh", "-c", "echo out; echo err >&2; exit 4")
                .ok();
        Cli.Result result = cli.run("start", "-a", name).exits(4);
        assertThat(result.out()).isEqualTo("out\n");
        assertThat(result.err()).isEqualTo("err\n");
    }

    @ConcurrentTest
    void startInteractivePassesInput() {
        String name = SharedEngine.freshName("interactive");
        cli.run("create", "-i", "--name", name, "busybox", "sh", "-c", "cat; echo done")
                .ok();
        assertThat(cli.runWithInput("typed\n", "start", "-a", "-i", name).ok()).isEqualTo("typed\ndone");
    }

    @ConcurrentTest
    void startingARunningContainerIsFine() {
        String name = runReady("running", "echo ready; exec sleep 1000");
        assertThat(cli.run("start", name).ok()).isEqualTo(name);
    }

    @ConcurrentTest
    void anExitedContainerStartsAgainOnTheSameFiles() {
        String name = SharedEngine.freshName("again");
        cli.run("run", "--name", name, "busybox", "sh", "-c", "echo run >> /count; cat /count")
                .ok();
        assertThat(cli.run("start", "-a", name).ok()).isEqualTo("run\nrun");
        assertThat(cli.run("start", "-a", name).ok()).isEqualTo("run\nrun\nrun");
        assertThat(cli.run("logs", name).ok()).isEqualTo("run\n".repeat(6).strip());
    }

    @ConcurrentTest
    void stopSendsSigtermAndReportsTheExitCode() {
        String name = runReady("stop", TRAPS);
        assertThat(cli.run("stop", name).ok()).isEqualTo(name);
        assertThat(inspect(name, "{{.State.Status}} {{.State.ExitCode}} {{.State.Running}}"))
                .isEqualTo("exited 5 false");
        assertThat(cli.run("logs", name).out()).endsWith("term\n");
        assertThat(cli.run("stop", name).ok()).isEqualTo(name);
    }

    @ConcurrentTest
    void stopKillsAfterTheTimeout() {
        // As PID 1 a shell without a trap does not see SIGTERM at all.
        String name = runReady("stubborn", "trap '' TERM; echo ready; while :; do sleep 0.05; done");
        cli.run("stop", "-t", "1", name).ok();
        assertThat(cli.run("wait", name).ok()).isEqualTo("137");
        assertThat(inspect(name, "{{.State.OOMKilled}}")).isEqualTo("false");
    }

    @ConcurrentTest
    void stopTimeoutOfTheContainerIsUsed() {
        String name = SharedEngine.freshName("stoptimeout");
        cli.run("run", "-d", "--stop-timeout", "1", "--name", name, "busybox", "sleep", "1000")
                .ok();
        long start = System.nanoTime();
        cli.run("stop", name).ok();
        // Not a measurement: it only tells 1 second from the default of 10.
        assertThat((System.nanoTime() - start) / 1_000_000_000L).isLessThan(8);
        assertThat(inspect(name, "{{.State.ExitCode}} {{.Config.StopTimeout}}")).isEqualTo("137 1");
    }

    @ConcurrentTest
    void stopSignalOfTheContainerIsUsed() {
        String name = SharedEngine.freshName("stopsignal");
        cli.run("run", "-d", "--stop-signal", "USR1", "--name", name, "busybox", "sh", "-c", TRAPS)
                .ok();
        Await.until("ready", () -> cli.run("logs", name).out().contains("ready"));
        cli.run("stop", name).ok();
        assertThat(cli.run("wait", name).ok()).isEqualTo("6");
    }

    @ConcurrentTest
    void stopSignalOfTheImageIsUsed(@TempDir Path dir) throws IOException {
        String tag = SharedEngine.freshName("stopsignal-image") + ":1";
        Path archive = Fixtures.busyboxLike(tag)
                .config("StopSignal", "\"SIGUSR1\"")
                .writeDockerArchive(dir.resolve("image.tar"));
        cli.run("load", "-i", archive.toString()).ok();
        String name = SharedEngine.freshName("stopsignal");
        cli.run("run", "-d", "--name", name, tag, "sh", "-c", TRAPS).ok();
        Await.until("ready", () -> cli.run("logs", name).out().contains("ready"));
        cli.run("stop", name).ok();
        assertThat(cli.run("wait", name).ok()).isEqualTo("6");
        assertThat(inspect(name, "{{.Config.StopSignal}}")).isEqualTo("SIGUSR1");
    }

    @ConcurrentTest
    void aProcessKilledBySigtermExits143() {
        String name = SharedEngine.freshName("c143");
        cli.run("run", "-d", "--init", "--name", name, "busybox", "sleep", "1000")
                .ok();
        cli.run("stop", name).ok();
        assertThat(cli.run("wait", name).ok()).isEqualTo("143");
    }

    @ConcurrentTest
    void killSendsAnySignalByNameAndNumber() {
        String name = runReady("kill", "trap 'echo hup' HUP; " + TRAPS);
        assertThat(cli.run("kill", "-s", "HUP", name).ok()).isEqualTo(name);
        Await.until("hup", () -> cli.run("logs", name).out().contains("hup"));
        assertThat(inspect(name, "{{.State.Running}}")).isEqualTo("true");
        cli.run("kill", "--signal", "SIGUSR1", name).ok();
        assertThat(cli.run("wait", name).ok()).isEqualTo("6");
        String second = runReady("kill", TRAPS);
        cli.run("kill", "-s", "15", second).ok();
        assertThat(cli.run("wait", second).ok()).isEqualTo("5");
        String third = runReady("kill", TRAPS);
        cli.run("kill", third).ok();
        assertThat(cli.run("wait", third).ok()).isEqualTo("137");
    }

    @ConcurrentTest
    void restartStopsAndStarts() {
        String name = runReady("restart", "echo run >> /count; echo count $(wc -l < /count); " + TRAPS);
        String before = inspect(name, "{{.State.Pid}} {{.State.StartedAt}}");
        assertThat(cli.run("restart", "-t", "5", name).ok()).isEqualTo(name);
        Await.until("the second run", () -> cli.run("logs", name).out().contains("count 2\nready"));
        assertThat(cli.run("logs", name).out()).isEqualTo("count 1\nready\nterm\ncount 2\nready\n");
        assertThat(inspect(name, "{{.State.Pid}} {{.State.StartedAt}}")).isNotEqualTo(before);
        cli.run("kill", name).ok();
        assertThat(cli.run("restart", name).ok()).isEqualTo(name);
        assertThat(inspect(name, "{{.State.Running}}")).isEqualTo("true");
    }

    @ConcurrentTest
    void pauseFreezesAndUnpauseGoesOn() throws IOException {
        String name = runReady("pause", "echo ready; i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done");
        assertThat(cli.run("pause", name).ok()).isEqualTo(name);
        assertThat(inspect(name, "{{.State.Status}} {{.State.Paused}} {{.State.Running}}"))
                .isEqualTo("paused true true");
        assertThat(cli.run("ps", "--filter", "name=" + name, "--format", "{{.Status}}")
                        .ok())
                .endsWith(" (Paused)");
        String then = cli.run("logs", "--tail", "1", name).out();
        assertThat(cli.run("exec", name, "true").exits(1).err())
                .contains("is paused, unpause the container before exec");
        assertThat(cli.run("logs", "--tail", "1", name).out()).isEqualTo(then);
        assertThat(cli.run("unpause", name).ok()).isEqualTo(name);
        Await.until(
                "more output", () -> !cli.run("logs", "--tail", "1", name).out().equals(then));
        // A paused container can be ended all the same.
        cli.run("pause", name).ok();
        cli.run("stop", "-t", "1", name).ok();
        assertThat(inspect(name, "{{.State.Status}} {{.State.ExitCode}} {{.State.Paused}}"))
                .isEqualTo("exited 137 false");
    }

    @ConcurrentTest
    void waitBlocksUntilTheEndAndPrintsEachCode() {
        String first = runReady("wait", TRAPS);
        String second = SharedEngine.freshName("wait");
        cli.run("run", "-d", "--name", second, "busybox", "sh", "-c", "exit 3").ok();
        Cli.Running waiting = cli.start("wait", second, first);
        waiting.awaitOut("3\n");
        assertThat(waiting.process().isAlive()).isTrue();
        cli.run("stop", first).ok();
        assertThat(waiting.result().ok()).isEqualTo("3\n5");
    }

    @ConcurrentTest
    void rmRefusesARunningContainerUnlessForced() {
        String name = runReady("rmf", TRAPS);
        String id = inspect(name, "{{.Id}}");
        assertThat(cli.run("rm", name).exits(1).err())
                .contains("Error response from daemon: ")
                .containsPattern(EngineKind.wording(
                        "You cannot remove a running container " + id
                                + "\\. Stop the container before attempting removal or force remove",
                        "cannot remove container \"/?" + name
                                + "\": container is running: stop the container before removing or force remove"));
        assertThat(cli.run("rm", "-f", "-v", name).ok()).isEqualTo(name);
        cli.run("inspect", name).exits(1);
        String stopped = SharedEngine.freshName("rm");
        cli.run("create", "--name", stopped, "busybox").ok();
        assertThat(cli.run("rm", stopped).ok()).isEqualTo(stopped);
        cli.run("rm", "-f", "no-such-one-" + stopped);
    }

    @ConcurrentTest
    void removedContainersLeaveNoFilesBehind() throws IOException {
        String name = SharedEngine.freshName("files");
        String id =
                cli.run("run", "-d", "--name", name, "busybox", "sleep", "1000").ok();
        cli.run("rm", "-f", name).ok();
        Path root = cli.daemon().home().dir();
        Await.until("no file of the container below the daemon's folder", () -> {
            try (var files =
                    Files.find(root, 6, (p, a) -> p.getFileName().toString().contains(id))) {
                return files.toList().isEmpty();
            } catch (java.io.UncheckedIOException changing) {
                return false;
            }
        });
        assertThat(Host.mountsBelow(root)).noneMatch(m -> m.contains(id));
        assertThat(Host.processesMentioning(root)).noneMatch(p -> p.contains(id));
    }

    @ConcurrentTest
    void renameGivesTheNewNameAndFreesTheOld() {
        String name = runReady("rename", "echo ready; exec sleep 1000");
        String renamed = SharedEngine.freshName("renamed");
        cli.run("rename", name, renamed).ok();
        assertThat(inspect(renamed, "{{.Name}}")).isEqualTo("/" + renamed);
        cli.run("inspect", name).exits(1);
        cli.run("create", "--name", name, "busybox").ok();
        assertThat(cli.run("rename", name, renamed).exits(1).err())
                .contains("Conflict. The container name \"/" + renamed + "\" is already in use by container");
    }

    @ConcurrentTest
    void topShowsTheProcesses() {
        String name = runReady("top", "sleep 4321 & echo ready; wait");
        List<String> lines = cli.run("top", name).outLines();
        assertThat(lines.getFirst()).matches("UID +PID +PPID +C +STIME +TTY +TIME +CMD *");
        assertThat(lines).anyMatch(line -> line.endsWith("sleep 4321")).hasSize(3);
        assertThat(cli.run("top", name, "-o", "pid,comm").outLines().getFirst()).matches("PID +COMMAND *");
        assertThat(cli.run("top", name, "-o", "pid").outLines().stream().map(String::strip))
                .contains("PID", inspect(name, "{{.State.Pid}}"));
    }

    @ConcurrentTest
    void theNameOfAContainerIsChosenIfNoneIsGiven() {
        String id = cli.run("create", "busybox").ok();
        assertThat(inspect(id, "{{.Name}}")).matches("/[a-z]+_[a-z]+[0-9]?");
    }

    @ConcurrentTest
    void anUnambiguousPrefixOfTheIdIsEnough() {
        String id = cli.run("create", "busybox").ok();
        assertThat(inspect(id.substring(0, 20), "{{.Id}}")).isEqualTo(id);
    }

    @ConcurrentTest
    void severalContainersInOneCommandEachGetTheirAnswer() {
        String first = SharedEngine.freshName("many");
        String second = SharedEngine.freshName("many");
        cli.run("create", "--name", first, "busybox", "true").ok();
        cli.run("create", "--name", second, "busybox", "true").ok();
        Cli.Result result = cli.run("rm", first, "no-such-container", second).exits(1);
        assertThat(result.out()).isEqualTo(first + "\n" + second + "\n");
        assertThat(result.err()).isEqualTo("Error response from daemon: No such container: no-such-container\n");
    }
}
