package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** {@code logs}: kept apart, followed, cut by number and by time. */
@EachCli
class LogsTest {

    private final Cli cli;
    private static String finished = "";

    LogsTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeParameterizedClassInvocation
    static void writeALog(Cli cli) {
        finished = SharedEngine.freshName("logs");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        finished,
                        "busybox",
                        "sh",
                        "-c",
                        "for i in 1 2 3; do echo out $i; echo err $i >&2; sleep 0.4; done; printf 'no line break'")
                .ok();
        assertThat(cli.run("wait", finished).ok()).isEqualTo("0");
    }

    @ConcurrentTest
    void outputAndErrorsAreKeptApart() {
        Cli.Result result = cli.run("logs", finished).exits(0);
        assertThat(result.out()).isEqualTo("out 1\nout 2\nout 3\nno line break");
        assertThat(result.err()).isEqualTo("err 1\nerr 2\nerr 3\n");
    }

    @ConcurrentTest
    void tailTakesTheLastLinesOfBothStreams() {
        Cli.Result result = cli.run("logs", "--tail", "3", finished).exits(0);
        assertThat(result.out()).isEqualTo("out 3\nno line break");
        assertThat(result.err()).isEqualTo("err 3\n");
        assertThat(cli.run("logs", "-n", "0", finished).ok()).isEmpty();
        assertThat(cli.run("logs", "--tail", "all", finished).out()).startsWith("out 1\n");
        assertThat(cli.run("logs", "--tail", "1000", finished).out()).startsWith("out 1\n");
    }

    private List<String> stamped() {
        return cli.run("logs", "-t", finished).outLines();
    }

    @ConcurrentTest
    void timestampsAreRfc3339WithNanoseconds() {
        List<String> lines = stamped();
        assertThat(lines).hasSize(4).allMatch(l -> l.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z .*"));
        assertThat(lines).isSorted();
        assertThat(lines.getFirst()).endsWith(" out 1");
    }

    @ConcurrentTest
    void sinceAndUntilCutByTime() {
        List<String> lines = stamped();
        Instant second = Instant.parse(lines.get(1).substring(0, 30));
        // Between the first line and the second there are 0.4 s.
        String between = second.minusMillis(100).toString();
        assertThat(cli.run("logs", "--since", between, finished).out()).isEqualTo("out 2\nout 3\nno line break");
        assertThat(cli.run("logs", "--until", between, finished).out()).isEqualTo("out 1\n");
        assertThat(cli.run(
                                "logs",
                                "--since",
                                between,
                                "--until",
                                second.plusMillis(100).toString(),
                                finished)
                        .out())
                .isEqualTo("out 2\n");
        assertThat(cli.run("logs", "--since", "1h", finished).out()).startsWith("out 1\n");
        assertThat(cli.run("logs", "--until", "1h", finished).ok()).isEmpty();
    }

    @ConcurrentTest
    void followGoesOnToTheEndOfTheContainer() {
        String name = SharedEngine.freshName("follow");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "echo first; while [ ! -e /go ]; do sleep 0.05; done; echo last; exit 3")
                .ok();
        Cli.Running following = cli.start("logs", "-f", name);
        following.awaitOut("first\n");
        cli.run("exec", name, "touch", "/go").ok();
        assertThat(following.result().exits(0).out()).isEqualTo("first\nlast\n");
        assertThat(cli.run("logs", "-f", name).ok()).isEqualTo("first\nlast");
    }

    @ConcurrentTest
    void followFromTheTail() {
        String name = SharedEngine.freshName("follow");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "echo 1; echo 2; echo 3; while [ ! -e /go ]; do sleep 0.05; done; echo 4")
                .ok();
        Await.until("three lines", () -> cli.run("logs", name).out().endsWith("3\n"));
        Cli.Running following = cli.start("logs", "-f", "--tail", "1", name);
        following.awaitOut("3\n");
        cli.run("exec", name, "touch", "/go").ok();
        assertThat(following.result().out()).isEqualTo("3\n4\n");
    }

    @ConcurrentTest
    void aLongLineStaysOneLine() {
        String name = SharedEngine.freshName("long");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "head -c 200000 /dev/zero | tr '\\0' x; echo; echo y")
                .ok();
        cli.run("wait", name).ok();
        assertThat(cli.run("logs", name).out()).isEqualTo("x".repeat(200_000) + "\ny\n");
        assertThat(cli.run("logs", "--tail", "1", name).out()).isEqualTo("y\n");
        assertThat(cli.run("logs", "-t", name).outLines()).hasSize(2);
    }

    @ConcurrentTest
    void bytesThatAreNoUtf8ComeBackAsTheyAre() {
        String name = SharedEngine.freshName("bytes");
        cli.run("run", "-d", "--name", name, "busybox", "printf", "a\\377\\r\\n\\001\\n")
                .ok();
        cli.run("wait", name).ok();
        assertThat(cli.run("logs", name).outBytes())
                .isEqualTo(
                        EngineKind.CURRENT == EngineKind.DOCKERD
                                // Its json-file driver replaces what is no UTF-8; Proa keeps the bytes.
                                ? new byte[] {'a', (byte) 0xef, (byte) 0xbf, (byte) 0xbd, '\r', '\n', 1, '\n'}
                                : new byte[] {'a', (byte) 0xff, '\r', '\n', 1, '\n'});
    }

    @ConcurrentTest
    void ofOneThatNeverRanThereAreNone() {
        String name = SharedEngine.freshName("never");
        cli.run("create", "--name", name, "busybox").ok();
        assertThat(cli.run("logs", name).ok()).isEmpty();
        assertThat(cli.run("logs", "no-such-one").exits(1).err())
                .isEqualTo("Error response from daemon: No such container: no-such-one\n");
    }
}
