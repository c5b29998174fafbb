package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The daemon is killed at once and started again: containers, their output and their exit codes are not lost. */
class CrashTest {

    @Test
    void containersGoOnWhileTheDaemonIsDead() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Cli cli = Cli.docker(daemon);
            cli.run(
                            "run",
                            "-d",
                            "--name",
                            "counts",
                            "busybox",
                            "sh",
                            "-c",
                            "i=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done")
                    .ok();
            cli.run(
                            "run",
                            "-d",
                            "--name",
                            "ends",
                            "busybox",
                            "sh",
                            "-c",
                            "echo before; while [ ! -e /go ]; do sleep 0.05; done; echo after; echo err >&2; exit 7")
                    .ok();
            cli.run(
                            "run",
                            "-d",
                            "--name",
                            "restarted",
                            "busybox",
                            "sh",
                            "-c",
                            "trap 'exit 5' TERM; while :; do sleep 0.05; done")
                    .ok();
            cli.run("run", "--name", "ended", "busybox", "sh", "-c", "echo done; exit 3")
                    .exits(3);
            cli.run("create", "--name", "created", "busybox", "echo", "later").ok();
            cli.run(
                            "run",
                            "-d",
                            "--rm",
                            "--name",
                            "removes",
                            "busybox",
                            "sh",
                            "-c",
                            "while [ ! -e /go ]; do sleep 0.05; done; exit 9")
                    .ok();
            Await.until("some output", () -> cli.run("logs", "counts").out().contains("5\n"));
            Await.until("before", () -> cli.run("logs", "ends").out().contains("before\n"));
            long counts = pid(cli, "counts");
            long ends = pid(cli, "ends");
            long removes = pid(cli, "removes");
            String address = cli.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.IPAddress}}", "counts")
                    .ok();

            daemon.kill();
            assertThat(ProcessHandle.of(counts)).isPresent();
            Files.createFile(Path.of("/proc/" + ends + "/root/go"));
            Files.createFile(Path.of("/proc/" + removes + "/root/go"));
            Await.until("the container ended by itself", () -> ended(ends) && ended(removes));
            daemon.startAgain();

            assertThat(cli.run("ps", "--format", "{{.Names}}").ok().lines())
                    .contains("counts", "restarted")
                    .doesNotContain("ends", "ended");
            assertThat(pid(cli, "counts")).isEqualTo(counts);
            Await.until(
                    "the exit is known",
                    () -> cli.run("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "ends")
                            .ok()
                            .equals("exited 7"));
            assertThat(cli.run("wait", "ends").ok()).isEqualTo("7");
            Cli.Result logs = cli.run("logs", "ends").exits(0);
            if (EngineKind.CURRENT == EngineKind.PROA) {
                // dockerd loses what was written while it was dead by a container that then ended.
                assertThat(logs.out()).isEqualTo("before\nafter\n");
                assertThat(logs.err()).isEqualTo("err\n");
            }
            assertThat(cli.run("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "ended")
                            .ok())
                    .isEqualTo("exited 3");
            assertThat(cli.run("logs", "ended").ok()).isEqualTo("done");
            if (EngineKind.CURRENT == EngineKind.PROA) {
                Await.until(
                        "removal of the one that was to remove itself",
                        () -> cli.run("inspect", "removes").exit() == 1);
            }

            List<String> numbers = cli.run("logs", "counts").outLines();
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).isEqualTo(Integer.toString(i + 1));
            }
            Await.until(
                    "output after the restart",
                    () -> cli.run("logs", "counts").outLines().size() > numbers.size());
            assertThat(cli.run("exec", "counts", "echo", "reachable").ok()).isEqualTo("reachable");
            assertThat(cli.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.IPAddress}}", "counts")
                            .ok())
                    .isEqualTo(address);
            // Addresses in use are not given out again.
            cli.run("start", "created", "ends").ok();
            assertThat(cli.run("logs", "-f", "created").ok()).isEqualTo("later");
            cli.run("run", "-d", "--name", "another", "busybox", "sleep", "1000")
                    .ok();
            assertThat(cli.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.IPAddress}}", "another")
                            .ok())
                    .isNotEqualTo(address);
            cli.run("stop", "restarted").ok();
            assertThat(cli.run("wait", "restarted").ok()).isEqualTo("5");
            cli.run("kill", "counts").ok();
            assertThat(cli.run("wait", "counts").ok()).isEqualTo("137");
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }

    @Test
    void killedAgainAndAgainWhileContainersStart() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Cli cli = Cli.docker(daemon);
            for (int round = 0; round < 4; round++) {
                Cli.Running first = cli.start("run", "--name", "a" + round, "busybox", "sh", "-c", "exit 1");
                Cli.Running second = cli.start("run", "-d", "--name", "b" + round, "busybox", "sleep", "1000");
                // Each round dies at another step of the start.
                int step = round;
                Await.until(
                        "some step",
                        () -> first.process()
                                .toHandle()
                                .info()
                                .totalCpuDuration()
                                .map(d -> d.toMillis() >= step * 10L)
                                .orElse(true));
                daemon.kill();
                first.result();
                second.result();
                daemon.startAgain();
                cli.run("ps", "-a").ok();
            }
            assertThat(cli.run("run", "--rm", "busybox", "echo", "fine").ok()).isEqualTo("fine");
            for (String id : cli.run("ps", "-aq").outLines()) {
                cli.run("rm", "-f", id).ok();
            }
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }

    private static long pid(Cli cli, String name) {
        return Long.parseLong(cli.run("inspect", "-f", "{{.State.Pid}}", name).ok());
    }

    /** Gone, or a zombie whose parent has not asked yet. */
    private static boolean ended(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException gone) {
            return true;
        }
    }
}
