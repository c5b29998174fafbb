package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** {@code exec} without a terminal. */
@EachCli
class ExecTest {

    private final Cli cli;
    private String name = "";

    ExecTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void startAContainer() {
        name = SharedEngine.freshName("exec");
        cli.run("run", "-d", "--name", name, "-e", "OF=container", "-w", "/etc", "busybox", "sleep", "1000")
                .ok();
    }

    @ConcurrentTest
    void runsInTheContainerAndExitsAsTheCommand() {
        Cli.Result result = cli.run("exec", name, "sh", "-c", "pwd; echo $OF; echo err >&2; exit 9")
                .exits(9);
        assertThat(result.out()).isEqualTo("/etc\ncontainer\n");
        assertThat(result.err()).isEqualTo("err\n");
        assertThat(cli.run("exec", name, "cat", "/proc/1/comm").ok()).isEqualTo("sleep");
    }

    @ConcurrentTest
    void inputComesThroughWithInteractive() {
        byte[] input = "abcdefghij".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(cli.runWithInput(input, "exec", "-i", name, "cat").outBytes())
                .isEqualTo(input);
        assertThat(cli.runWithInput("x", "exec", name, "cat").ok()).isEmpty();
    }

    @ConcurrentTest
    void detachedItReturnsAtOnce() {
        assertThat(cli.run("exec", "-d", name, "sh", "-c", "echo made > /tmp/by-exec; sleep 1000")
                        .ok())
                .isEmpty();
        Await.until(
                "the file",
                () -> cli.run("exec", name, "cat", "/tmp/by-exec").out().equals("made\n"));
    }

    @ConcurrentTest
    void environmentUserAndDirectory() {
        assertThat(cli.run(
                                "exec",
                                "-e",
                                "A=1",
                                "-e",
                                "OF=exec",
                                "-u",
                                "www",
                                "-w",
                                "/tmp",
                                name,
                                "sh",
                                "-c",
                                "echo $A $OF $(id -un) $(pwd) $HOME")
                        .ok())
                .isEqualTo("1 exec www /tmp /srv");
        assertThat(cli.run("exec", "-u", "77:88", name, "sh", "-c", "echo $(id -u) $(id -g)")
                        .ok())
                .isEqualTo("77 88");
    }

    @ConcurrentTest
    void environmentFromAFile() throws IOException {
        Path file = Files.createTempFile("proa", ".env");
        Files.writeString(file, "# a comment\nA=from file\nOF=file\n");
        assertThat(cli.run("exec", "--env-file", file.toString(), "-e", "OF=line", name, "sh", "-c", "echo $A, $OF")
                        .ok())
                .isEqualTo("from file, line");
        Files.delete(file);
    }

    @ConcurrentTest
    void privilegedHasTheCapabilitiesThatTheContainerHasNot() {
        String own =
                cli.run("exec", name, "grep", "CapEff", "/proc/self/status").ok();
        String all = cli.run("exec", "--privileged", name, "grep", "CapEff", "/proc/self/status")
                .ok();
        long administrator = 1L << 21; // CAP_SYS_ADMIN
        assertThat(effective(own) & administrator).isZero();
        assertThat(effective(all) & administrator).isNotZero();
    }

    private static long effective(String line) {
        return Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16);
    }

    @ConcurrentTest
    void everyByteComesOut() {
        assertThat(cli.run("exec", name, "head", "-c", "3000000", "/dev/zero").outBytes())
                .hasSize(3_000_000);
    }

    @ConcurrentTest
    void aCommandThatIsNotThere() {
        Cli.Result result = cli.run("exec", name, "no-such-command");
        // 20.10 said 126 for everything that did not start; since 23.0 it is 127, as for run.
        assertThat(result.exit()).isIn(126, 127);
        if (EngineKind.CURRENT == EngineKind.PROA) {
            assertThat(result.exit()).isEqualTo(127);
        }
        assertThat(result.out() + result.err())
                .contains("no-such-command")
                .contains("executable file not found in $PATH");
    }

    @ConcurrentTest
    void aCommandThatCannotBeExecuted() {
        assertThat(cli.run("exec", name, "/etc/passwd").exits(126).toString())
                .containsIgnoringCase("permission denied");
    }

    @ConcurrentTest
    void aUserThatIsNotThere() {
        Cli.Result result = cli.run("exec", "-u", "nobody-here", name, "true");
        assertThat(result.exit()).isIn(1, 126);
        assertThat(result.out() + result.err())
                .contains("unable to find user nobody-here: no matching entries in passwd file");
    }

    @ConcurrentTest
    void inAContainerThatIsNotRunning() {
        String stopped = SharedEngine.freshName("stopped");
        String id = cli.run("create", "--name", stopped, "busybox").ok();
        assertThat(cli.run("exec", stopped, "true").exits(1).err())
                .isEqualTo("Error response from daemon: " + EngineKind.wording("Container ", "container ") + id
                        + " is not running\n");
        assertThat(cli.run("exec", "no-such-one", "true").exits(1).err())
                .isEqualTo("Error response from daemon: No such container: no-such-one\n");
    }

    @ConcurrentTest
    void theExecEndsWithItsContainer() {
        Cli.Running running = cli.start("exec", name, "sh", "-c", "echo ready; sleep 1000");
        running.awaitOut("ready");
        cli.run("kill", name).ok();
        assertThat(running.result().exit()).isEqualTo(137);
    }

    @ConcurrentTest
    void twentyInARow() {
        for (int i = 0; i < 20; i++) {
            assertThat(cli.run("exec", name, "echo", "number " + i).ok()).isEqualTo("number " + i);
        }
    }
}
