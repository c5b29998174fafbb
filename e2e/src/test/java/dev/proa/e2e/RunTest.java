package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} and its options. */
@EachCli
class RunTest {

    private final Cli cli;

    RunTest(Cli cli) {
        this.cli = cli;
    }

    @ConcurrentTest
    void printsWhatTheContainerPrints() {
        assertThat(cli.run("run", "--rm", "busybox", "echo", "hi there").ok()).isEqualTo("hi there");
    }

    @ConcurrentTest
    void withoutACommandTheImagesOwnRuns() {
        assertThat(cli.run("run", "--rm", "hello-world").ok()).isEqualTo("Hello from a container!");
        assertThat(cli.runWithInput("echo from the shell\n", "run", "--rm", "-i", "busybox")
                        .ok())
                .isEqualTo("from the shell");
    }

    @ConcurrentTest
    void exitsAsTheContainerDoes() {
        cli.run("run", "--rm", "busybox", "sh", "-c", "exit 7").exits(7);
        cli.run("run", "--rm", "busybox", "sh", "-c", "exit 255").exits(255);
        cli.run("run", "--rm", "busybox", "sh", "-c", "(sleep 0.1; kill -9 $$) & exec sh -c 'kill -TERM $$; exit 3'")
                .exits(3);
    }

    @ConcurrentTest
    void keepsStandardOutputAndErrorApart() {
        Cli.Result result = cli.run("run", "--rm", "busybox", "sh", "-c", "echo to out; echo to err >&2; exit 7");
        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.out()).isEqualTo("to out\n");
        assertThat(result.err()).isEqualTo("to err\n");
    }

    @ConcurrentTest
    void everyByteComesThrough() {
        byte[] out = cli.run(
                        "run", "--rm", "busybox", "sh", "-c", "head -c 5000000 /dev/zero; printf '\\r\\n\\000\\377'")
                .outBytes();
        assertThat(out).hasSize(5_000_004).endsWith('\r', '\n', 0, 0xff);
    }

    @ConcurrentTest
    void inputReachesTheContainerAndEndsThere() {
        byte[] input = "0123456789abcdef".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(cli.runWithInput(input, "run", "--rm", "-i", "busybox", "cat")
                        .outBytes())
                .isEqualTo(input);
        assertThat(cli.runWithInput("ignored", "run", "--rm", "busybox", "cat").ok())
                .isEmpty();
    }

    @ConcurrentTest
    void detachedItPrintsTheIdAndTheContainerGoesOn() {
        String name = SharedEngine.freshName("detached");
        String id =
                cli.run("run", "-d", "--name", name, "busybox", "sleep", "1000").ok();
        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(cli.run("inspect", "--format", "{{.Id}} {{.State.Status}} {{.State.Running}} {{.Name}}", name)
                        .ok())
                .isEqualTo(id + " running true /" + name);
    }

    @ConcurrentTest
    void rmRemovesTheContainerAfterItsEnd() {
        String name = SharedEngine.freshName("rm");
        cli.run("run", "--rm", "--name", name, "busybox", "true").ok();
        assertThat(cli.run("inspect", name).exits(1).err()).containsIgnoringCase("no such object: " + name);
        String detached = SharedEngine.freshName("rm");
        cli.run("run", "-d", "--rm", "--name", detached, "busybox", "true").ok();
        Await.until("removal of " + detached, () -> cli.run("inspect", detached).exit() == 1);
    }

    @ConcurrentTest
    void entrypointOverridesTheImagesAndDropsItsCommand() {
        assertThat(cli.run("run", "--rm", "--entrypoint", "/bin/echo", "hello-world", "other")
                        .ok())
                .isEqualTo("other");
        assertThat(cli.run("run", "--rm", "hello-world", "/message", "/message").out())
                .isEqualTo("Hello from a container!\n".repeat(2));
    }

    @ConcurrentTest
    void whatIsNotAsciiComesThroughInAnyLocale() {
        for (String locale : List.of("C", "C.UTF-8", "nowhere.UTF-8")) {
            assertThat(cli.with(Map.of("LC_ALL", locale, "WORD", "größer"))
                            .run(
                                    "run",
                                    "--rm",
                                    "-e",
                                    "WORD",
                                    "-e",
                                    "LC_ALL",
                                    "busybox",
                                    "sh",
                                    "-c",
                                    "echo ß $WORD $LC_ALL")
                            .ok())
                    .isEqualTo("ß größer " + locale);
        }
    }

    @ConcurrentTest
    void environmentFromOptionsAndFile(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("env"), "# a comment\nFROM_FILE=a b\nBOTH=file\n");
        String env = cli.run(
                        "run",
                        "--rm",
                        "--env-file",
                        file.toString(),
                        "-e",
                        "BOTH=option",
                        "-e",
                        "EMPTY=",
                        "-e",
                        "NOT_SET_HERE",
                        "busybox",
                        "env")
                .ok();
        assertThat(env.lines())
                .contains("FROM_FILE=a b", "BOTH=option", "EMPTY=", "HOME=/root")
                .contains("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
                .noneMatch(line -> line.startsWith("NOT_SET_HERE"))
                .noneMatch(line -> line.equals("BOTH=file"));
    }

    @ConcurrentTest
    void hostnameIsTheShortIdOrTheOneAskedFor() {
        java.util.List<String> hostAndId = cli.run(
                        "run", "--rm", "busybox", "sh", "-c", "hostname; echo $HOSTNAME; cat /etc/hostname")
                .ok()
                .lines()
                .toList();
        assertThat(hostAndId.get(0)).matches("[0-9a-f]{12}");
        assertThat(hostAndId.get(1)).isEqualTo(hostAndId.get(0));
        assertThat(hostAndId.get(2)).isEqualTo(hostAndId.get(0));
        assertThat(cli.run("run", "--rm", "-h", "chosen", "busybox", "sh", "-c", "hostname; grep chosen /etc/hosts")
                        .ok())
                .startsWith("chosen\n")
                .contains("\tchosen");
    }

    @ConcurrentTest
    void workingDirectoryIsMadeIfMissing() {
        assertThat(cli.run("run", "--rm", "-w", "/made/for/it", "busybox", "pwd")
                        .ok())
                .isEqualTo("/made/for/it");
        assertThat(cli.run("run", "--rm", "-w", "/etc", "busybox", "pwd").ok()).isEqualTo("/etc");
    }

    @ConcurrentTest
    void userNamesAreLookedUpInTheImage() {
        // www is 33 in the passwd of the image, with 34 as its group and audio (29) from the image's group file.
        assertThat(cli.run("run", "--rm", "-u", "www", "busybox", "id").ok())
                .startsWith("uid=33(www) gid=34(www) groups=")
                .contains("34(www)", "29(audio)");
        assertThat(cli.run("run", "--rm", "-u", "www:audio", "busybox", "id").ok())
                .startsWith("uid=33(www) gid=29(audio)");
        assertThat(cli.run("run", "--rm", "-u", "4242", "busybox", "sh", "-c", "id -u; id -g; echo $HOME")
                        .ok())
                .isEqualTo("4242\n0\n/");
        assertThat(cli.run("run", "--rm", "-u", "4242:4343", "busybox", "sh", "-c", "id -u; id -g")
                        .ok())
                .isEqualTo("4242\n4343");
        assertThat(cli.run("run", "--rm", "-u", "www", "busybox", "sh", "-c", "echo $HOME")
                        .ok())
                .isEqualTo("/srv");
    }

    @ConcurrentTest
    void labelsAreKept() {
        String name = SharedEngine.freshName("label");
        cli.run("create", "--name", name, "-l", "a.b=c", "--label", "only-key", "busybox")
                .ok();
        assertThat(cli.run("inspect", "-f", "{{json .Config.Labels}}", name).ok())
                .isEqualTo("{\"a.b\":\"c\",\"only-key\":\"\"}");
    }

    @ConcurrentTest
    void cidfileHoldsTheId(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("cid");
        String id = cli.run("run", "-d", "--cidfile", file.toString(), "busybox", "true")
                .ok();
        assertThat(file).hasContent(id);
        Cli.Result again = cli.run("run", "--cidfile", file.toString(), "busybox", "true");
        assertThat(again.exit()).isEqualTo(125);
        assertThat(again.err()).contains(file.toString());
    }

    @ConcurrentTest
    void pullNeverAndMissingUseTheLocalImage() {
        assertThat(cli.run("run", "--rm", "--pull", "never", "busybox", "echo", "a")
                        .ok())
                .isEqualTo("a");
        assertThat(cli.run("run", "--rm", "--pull", "missing", "busybox", "echo", "b")
                        .ok())
                .isEqualTo("b");
        Cli.Result never =
                cli.run("run", "--rm", "--pull", "never", "not-here", "true").exits(125);
        assertThat(never.err()).contains("Error response from daemon: No such image: not-here:latest");
    }

    @ConcurrentTest
    void pullAlwaysAsksTheRegistryEvenIfTheImageIsHere() {
        // Nothing listens on port 9 of the loopback interface.
        cli.run("tag", "busybox", "127.0.0.1:9/busybox:always").ok();
        Cli.Result result = cli.run("run", "--rm", "--pull", "always", "127.0.0.1:9/busybox:always", "echo", "ran");
        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.out()).doesNotContain("ran");
        assertThat(result.err()).contains("127.0.0.1:9");
    }

    @ConcurrentTest
    void initReapsAndForwardsSignals() {
        assertThat(cli.run("run", "--rm", "--init", "busybox", "sh", "-c", "cat /proc/1/comm; echo $$")
                        .ok())
                .matches("(?s)(docker-init|catatonit|tini)\n[2-9]\\d*");
        String name = SharedEngine.freshName("init");
        cli.run("run", "-d", "--init", "--name", name, "busybox", "sleep", "1000")
                .ok();
        cli.run("stop", name).ok();
        assertThat(cli.run("wait", name).ok()).isEqualTo("143");
    }

    @ConcurrentTest
    void readOnlyRootRefusesWritesButTmpfsOfDevWorks() {
        Cli.Result result =
                cli.run("run", "--rm", "--read-only", "busybox", "sh", "-c", "echo x > /dev/shm/x && echo y > /y");
        assertThat(result.exit()).isNotZero();
        assertThat(result.err()).contains("can't create /y: Read-only file system");
        assertThat(result.err()).doesNotContain("/dev/shm");
    }

    @ConcurrentTest
    void outputOfAContainerThatEndsAtOnceIsNeverLost() {
        for (int i = 0; i < 8; i++) {
            assertThat(cli.run("run", "--rm", "busybox", "echo", "number " + i).ok())
                    .isEqualTo("number " + i);
        }
    }

    @ConcurrentTest
    void signalsToTheClientReachTheContainer() {
        String name = SharedEngine.freshName("sig");
        // A JVM keeps SIGUSR1 to itself (docs/compatibility.md); SIGTERM and SIGHUP make the docker command of version
        // 28 itself give up.
        String signal = cli.isProa() ? "HUP" : "USR1";
        Cli.Running running = cli.start(
                "run",
                "--name",
                name,
                "busybox",
                "sh",
                "-c",
                "trap 'echo got it; exit 9' " + signal + "; echo ready; while :; do sleep 0.05; done");
        running.awaitOut("ready");
        Host.exec("kill", "-" + signal, Long.toString(running.process().pid()));
        Cli.Result result = running.result();
        assertThat(result.exit()).isEqualTo(9);
        assertThat(result.out()).isEqualTo("ready\ngot it\n");
    }
}
