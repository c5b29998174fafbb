package dev.proa.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Much output, and input, by every way there is: byte for byte, each stream whole and in order. */
@EachCli
class StreamsTest {
    private static final int MUCH = 24 << 20;

    private final Cli cli;

    StreamsTest(Cli cli) {
        this.cli = cli;
    }

    private static byte[] noise(int seed) {
        byte[] bytes = new byte[MUCH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    private static void expectSame(byte[] got, byte[] wanted) {
        // Not isEqualTo, which would print both.
        assertThat(java.util.Arrays.mismatch(got, wanted))
                .as("first of %d bytes that is not as of %d expected", got.length, wanted.length)
                .isEqualTo(-1);
    }

    @ConcurrentTest
    void throughRunAndItsLog() {
        String name = SharedEngine.freshName("noise");
        byte[] noise = noise(1);
        expectSame(
                cli.runWithInput(noise, "run", "-i", "--name", name, "busybox", "cat")
                        .exits(0)
                        .outBytes(),
                noise);
        if (EngineKind.CURRENT == EngineKind.PROA) {
            // dockerd's json-file driver replaces what is no UTF-8.
            expectSame(cli.run("logs", name).exits(0).outBytes(), noise);
        }
    }

    @ConcurrentTest
    void throughExec() {
        String name = SharedEngine.freshName("noise");
        cli.run("run", "-d", "--name", name, "busybox", "sleep", "1000").ok();
        byte[] noise = noise(2);
        expectSame(cli.runWithInput(noise, "exec", "-i", name, "cat").exits(0).outBytes(), noise);
    }

    @ConcurrentTest
    void bothStreamsAtOnce() {
        String name = SharedEngine.freshName("both");
        String script = "seq 1 300000 & seq 1 300000 >&2; wait";
        byte[] numbers = numbers(300_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Cli.Result run =
                cli.run("run", "--name", name, "busybox", "sh", "-c", script).exits(0);
        expectSame(run.outBytes(), numbers);
        expectSame(run.errBytes(), numbers);
        Cli.Result logs = cli.run("logs", name).exits(0);
        expectSame(logs.outBytes(), numbers);
        expectSame(logs.errBytes(), numbers);
    }

    @ConcurrentTest
    void outputThatCannotBeWrittenIsAFailure() throws Exception {
        for (String command :
                cli.isProa() ? List.of("ps", "inspect busybox", "save busybox") : List.of("save busybox")) {
            List<String> line = new ArrayList<>(cli.commandLine());
            line.addAll(List.of(command.split(" ")));
            Process process = new ProcessBuilder(line)
                    .redirectOutput(new File("/dev/full"))
                    .start();
            String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(command).isEqualTo(1);
            assertThat(said).isEqualTo("write /dev/stdout: no space left on device\n");
        }
    }

    @ConcurrentTest
    void outputThatNobodyReadsAnyMoreIsNotWorthAWord() throws Exception {
        String many = " busybox".repeat(300);
        for (String command : List.of("inspect" + many, "save busybox")) {
            String line = String.join(" ", cli.commandLine()) + " " + command + " | true; exit ${PIPESTATUS[0]}";
            Process process = new ProcessBuilder("bash", "-c", line).start();
            String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(command).isEqualTo(141);
            assertThat(said).isEmpty();
        }
    }

    @ConcurrentTest
    void attachedWhileItsLogIsFollowed() {
        String name = SharedEngine.freshName("followed");
        cli.run("run", "-di", "--name", name, "busybox", "sh", "-c", "read go; seq 1 400000")
                .ok();
        Cli.Running following = cli.start("logs", "-f", name);
        Cli.Running attached = cli.start("attach", "--no-stdin", name);
        // The answer to an attach comes when nothing from then on is missed; its event comes before.
        Await.until("attached", () -> attachments(name) >= 1);
        cli.runWithInput("go\n", "attach", name);
        byte[] numbers = numbers(400_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        expectSame(attached.result().exits(0).outBytes(), numbers);
        expectSame(following.result().exits(0).outBytes(), numbers);
    }

    private long attachments(String name) {
        return cli.run(
                        "events",
                        "--since",
                        "1h",
                        "--until",
                        "0s",
                        "--filter",
                        "event=attach",
                        "--filter",
                        "container=" + name)
                .outLines()
                .size();
    }

    @ConcurrentTest
    void withATerminalBytesComeAsTheyAre() {
        String name = SharedEngine.freshName("raw");
        cli.run("run", "-dt", "--name", name, "busybox", "sh", "-c", "stty raw; seq 1 200000")
                .ok();
        cli.run("wait", name).ok();
        expectSame(
                cli.run("logs", name).exits(0).outBytes(),
                numbers(200_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
