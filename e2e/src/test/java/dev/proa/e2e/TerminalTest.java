package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Containers and commands on a person's terminal. */
@EachCli
class TerminalTest {

    private final Cli cli;

    TerminalTest(Cli cli) {
        this.cli = cli;
    }

    private String running() {
        String name = SharedEngine.freshName("term");
        cli.run("run", "-dit", "--name", name, "busybox", "sh").ok();
        return name;
    }

    @ConcurrentTest
    void aShellWithJobControl() throws IOException {
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            String modes = terminal.modes();
            terminal.start("./c run -it --rm busybox sh");
            terminal.awaitPrompt();
            terminal.enter("echo $TERM on $(tty)");
            terminal.awaitScreen("xterm on /dev/pts/0");

            terminal.enter("echo begun$((1)); sleep 1000");
            terminal.awaitScreen("begun1");
            terminal.key("C-c");
            terminal.enter("echo interrupted$?");
            terminal.awaitScreen("interrupted130");

            terminal.enter("echo begun$((2)); sleep 1000");
            terminal.awaitScreen("begun2");
            terminal.key("C-z");
            terminal.awaitScreen("Stopped");
            terminal.enter("fg");
            terminal.awaitScreen(Pattern.compile("^sleep 1000", Pattern.MULTILINE));
            terminal.key("C-c");
            terminal.enter("echo came back with $?");
            terminal.awaitScreen("came back with 130");

            terminal.enter("exit 7");
            assertThat(terminal.ended()).isEqualTo(7);
            assertThat(terminal.modes()).isEqualTo(modes);
        }
    }

    @ConcurrentTest
    void detachingLeavesItRunning() throws IOException {
        String name = SharedEngine.freshName("detach");
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            String modes = terminal.modes();
            terminal.start("./c run -it --name " + name + " busybox sh");
            terminal.awaitPrompt();
            terminal.enter("HERE=still; echo set$((1))");
            terminal.awaitScreen("set1");
            terminal.key("C-p", "C-q");
            assertThat(terminal.ended()).isZero();
            assertThat(terminal.modes()).isEqualTo(modes);
            assertThat(state(name)).isEqualTo("running");

            terminal.start("./c attach " + name);
            terminal.awaitPrompt();
            terminal.enter("echo $HERE here");
            terminal.awaitScreen("still here");
            terminal.key("C-p", "C-q");
            terminal.awaitScreen("read escape sequence");
            assertThat(terminal.ended()).isEqualTo(1);

            terminal.start("./c attach --detach-keys ctrl-x,y " + name);
            terminal.awaitPrompt();
            // One that only begins the sequence goes on to the shell.
            terminal.key("C-x");
            terminal.enter("echo $HERE there");
            terminal.awaitScreen("still there");
            terminal.key("C-x", "y");
            assertThat(terminal.ended()).isEqualTo(1);
            assertThat(state(name)).isEqualTo("running");

            terminal.start("./c attach " + name);
            terminal.awaitPrompt();
            terminal.enter("exit 3");
            assertThat(terminal.ended()).isEqualTo(3);

            terminal.start("./c start -ai " + name);
            terminal.awaitPrompt();
            terminal.key("C-p", "C-q");
            assertThat(terminal.ended()).isZero();
            assertThat(terminal.modes()).isEqualTo(modes);
        }
    }

    @ConcurrentTest
    void detachKeysOfTheConfigFile(@TempDir Path config) throws IOException {
        Files.writeString(config.resolve("config.json"), "{\"detachKeys\":\"ctrl-e,e\"}");
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            terminal.start("DOCKER_CONFIG=" + config + " ./c attach " + name);
            terminal.awaitPrompt();
            // No longer the keys that end it: the shell makes what it likes of them.
            terminal.key("C-p", "C-q");
            terminal.enter("");
            terminal.enter("echo not$((0)) detached");
            terminal.awaitScreen("not0 detached");
            terminal.key("C-e", "e");
            terminal.awaitScreen("read escape sequence");
            assertThat(terminal.ended()).isEqualTo(1);
            assertThat(state(name)).isEqualTo("running");

            terminal.start("DOCKER_CONFIG=" + config + " ./c exec -it " + name + " sh -c 'echo rea\"\"dy; sleep 1236'");
            terminal.awaitScreen("ready");
            terminal.key("C-e", "e");
            assertThat(terminal.ended()).isEqualTo(1);
            assertThat(cli.run("top", name).ok()).contains("sleep 1236");
        }
    }

    @ConcurrentTest
    void whatIsDoneAtATerminalIsTold() throws IOException {
        String since = Instant.now().minusSeconds(1).toString();
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            terminal.start("./c attach " + name);
            terminal.awaitPrompt();
            terminal.resize(77, 22);
            awaitSize(terminal, 22, 77);
            terminal.enter("exit");
            assertThat(terminal.ended()).isZero();
        }
        assertThat(cli.run(
                                "events",
                                "--since",
                                since,
                                "--until",
                                Instant.now().plusSeconds(1).toString(),
                                "--filter",
                                "container=" + name,
                                "--format",
                                "{{.Action}} {{.Actor.Attributes.width}}x{{.Actor.Attributes.height}}")
                        .outLines())
                .anyMatch(line -> line.startsWith("attach "))
                .contains("resize 77x22")
                .anyMatch(line -> line.startsWith("die "));
    }

    @ConcurrentTest
    void aCommandDetachedFromRunsOn() {
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            terminal.start("./c exec -it " + name + " sh -c 'echo rea\"\"dy; sleep 1234'");
            terminal.awaitScreen("ready");
            terminal.key("C-p", "C-q");
            terminal.awaitScreen("read escape sequence");
            assertThat(terminal.ended()).isEqualTo(1);
            assertThat(cli.run("top", name).ok()).contains("sleep 1234");

            terminal.start("./c exec --detach-keys a,b -it " + name + " sh -c 'echo rea\"\"dy; sleep 1235'");
            terminal.awaitScreen("ready");
            terminal.type("ab");
            assertThat(terminal.ended()).isEqualTo(1);
            assertThat(cli.run("top", name).ok()).contains("sleep 1235");
        }
    }

    @ConcurrentTest
    void theWindowsSizeIsTheContainers() {
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            terminal.start("./c exec -it " + name + " sh");
            terminal.awaitPrompt();
            awaitSize(terminal, TerminalSession.ROWS, TerminalSession.COLUMNS);
            terminal.resize(91, 23);
            awaitSize(terminal, 23, 91);
            terminal.enter("exit");
            assertThat(terminal.ended()).isZero();

            terminal.start("./c attach " + name);
            terminal.awaitPrompt();
            awaitSize(terminal, 23, 91);
            terminal.resize(120, 40);
            awaitSize(terminal, 40, 120);
        }
    }

    @ConcurrentTest
    void theSizeIsRightFromTheFirstInstruction() {
        String name = running();
        String size = TerminalSession.ROWS + " " + TerminalSession.COLUMNS;
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            terminal.start("./c run -t --rm busybox stty size");
            assertThat(terminal.ended()).isZero();
            terminal.awaitScreen(Pattern.compile("^" + size + "$", Pattern.MULTILINE));
            // An exec's may begin a moment before crun 1.8 has set it.
            terminal.start("./c exec -t " + name + " sh -c 'until [ \"$(stty size)\" = \"" + size
                    + "\" ]; do sleep 0.1; done; echo exec'");
            assertThat(terminal.ended()).isZero();
            terminal.awaitScreen(Pattern.compile("^exec$", Pattern.MULTILINE));
        }
    }

    /** The size comes by a request of its own, a little after the window's change. */
    private static void awaitSize(TerminalSession terminal, int rows, int columns) {
        String expected = "size is " + rows + " " + columns;
        terminal.enter("until [ \"$(stty size)\" = '" + rows + " " + columns + "' ]; do sleep 0.1; done;"
                + " echo size is $(stty size)");
        terminal.awaitScreen(Pattern.compile("^" + expected, Pattern.MULTILINE));
    }

    @ConcurrentTest
    void everyByteGoesThrough() throws IOException {
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            terminal.start("./c exec -it " + name
                    + " sh -c 'stty raw -echo; echo rea\"\"dy; dd bs=1 count=256 2>/dev/null | md5sum; stty sane'");
            terminal.awaitScreen("ready");
            // Downwards, since Ctrl-P Ctrl-Q would detach.
            byte[] all = new byte[256];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) (255 - i);
            }
            terminal.type(all);
            terminal.awaitScreen(md5(all));
            assertThat(terminal.ended()).isZero();

            terminal.start("./c exec -it " + name + " cat");
            terminal.enter("wide 漢字 and ü€ and 🐘.");
            // Once as the terminal's echo, once as what cat says.
            terminal.awaitScreen(Pattern.compile("(?s)wide 漢字 and ü€ and 🐘\\..*wide 漢字 and ü€ and 🐘\\."));
            terminal.key("C-d");
            assertThat(terminal.ended()).isZero();
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("MD5").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ConcurrentTest
    void programsThatTakeTheWholeScreen() throws IOException {
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            String modes = terminal.modes();
            terminal.start("./c exec -it " + name + " vi /tmp/text");
            // vi draws tildes down to the last line but one.
            terminal.awaitScreen(Pattern.compile("(?s)(~\\s+){" + (TerminalSession.ROWS - 2) + "}"));
            terminal.type("itext by vi");
            terminal.awaitScreen("I /tmp/text");
            terminal.key("Escape");
            // Escape and a key right after it would be another key.
            terminal.awaitScreen("- /tmp/text");
            terminal.enter(":wq");
            assertThat(terminal.ended()).isZero();
            assertThat(cli.run("exec", name, "cat", "/tmp/text").ok()).isEqualTo("text by vi");

            terminal.start("./c exec -it " + name + " top");
            terminal.awaitScreen("Load average");
            terminal.type("q");
            assertThat(terminal.ended()).isZero();

            terminal.start("./c exec -it " + name + " less /etc/passwd");
            terminal.awaitScreen("www:x:33");
            terminal.type("q");
            assertThat(terminal.ended()).isZero();
            assertThat(terminal.modes()).isEqualTo(modes);
        }
    }

    @ConcurrentTest
    void theTerminalIsAsBeforeWhateverHappens() throws IOException {
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            String modes = terminal.modes();
            assertThat(terminal.run("./c run --rm -it busybox no-such-command")).isEqualTo(127);
            assertThat(terminal.modes()).isEqualTo(modes);
            assertThat(terminal.run("./c run --rm -it busybox /etc")).isEqualTo(126);
            assertThat(terminal.modes()).isEqualTo(modes);
            assertThat(terminal.run("./c exec -it " + name + " sh -c 'kill -9 $$'"))
                    .isEqualTo(137);
            assertThat(terminal.modes()).isEqualTo(modes);

            terminal.start("./c exec -it " + name + " sh");
            terminal.awaitPrompt();
            cli.run("kill", name).ok();
            assertThat(terminal.ended()).isEqualTo(137);
            assertThat(terminal.modes()).isEqualTo(modes);
        }
    }

    @ConcurrentTest
    void theTerminalIsAsBeforeAfterTheClientWasTerminated() throws IOException {
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            String modes = terminal.modes();
            terminal.start("./c exec -it " + name + " sh");
            terminal.awaitPrompt();
            terminal.client().destroy();
            int code = terminal.ended();
            if (cli.isProa()) {
                assertThat(code).isEqualTo(143);
            }
            assertThat(terminal.modes()).isEqualTo(modes);
            assertThat(state(name)).isEqualTo("running");
        }
    }

    @ConcurrentTest
    void theTerminalIsAsBeforeAfterTheClientWasHungUpOn() throws IOException {
        if (!cli.isProa()) {
            return; // Docker's own leaves the terminal as it is.
        }
        // Passed on, it ends the container's shell, and with it the client.
        String name = running();
        try (TerminalSession terminal = TerminalSession.open(cli)) {
            String modes = terminal.modes();
            terminal.start("./c attach " + name);
            terminal.awaitPrompt();
            Host.exec("kill", "-HUP", Long.toString(terminal.client().pid()));
            assertThat(terminal.ended()).isNotZero();
            assertThat(terminal.modes()).isEqualTo(modes);
        }
    }

    @ConcurrentTest
    void theTerminalIsAsBeforeAfterTheDaemonWasKilled() throws IOException {
        if (EngineKind.CURRENT == EngineKind.DOCKERD) {
            return;
        }
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Cli here = cli.on(daemon);
            here.run("run", "-dit", "--name", "kept", "busybox", "sh").ok();
            try (TerminalSession terminal = TerminalSession.open(here)) {
                String modes = terminal.modes();
                terminal.start("./c attach kept");
                terminal.awaitPrompt();
                terminal.enter("HERE=still; echo set$((1))");
                terminal.awaitScreen("set1");
                daemon.kill();
                assertThat(terminal.ended()).isNotZero();
                assertThat(terminal.modes()).isEqualTo(modes);

                daemon.startAgain();
                terminal.start("./c attach kept");
                terminal.awaitPrompt();
                terminal.enter("echo $HERE here");
                terminal.awaitScreen("still here");
                terminal.enter("exit 4");
                assertThat(terminal.ended()).isEqualTo(4);
                assertThat(terminal.modes()).isEqualTo(modes);
            }
        }
    }

    @ConcurrentTest
    void aTerminalIsAskedOfSomethingThatIsNone() {
        String name = running();
        String refusal = "the input device is not a TTY\n";
        assertThat(cli.run("run", "--rm", "-it", "busybox", "true").exits(1).err())
                .isEqualTo(refusal);
        assertThat(cli.run("exec", "-it", name, "true").exits(1).err()).isEqualTo(refusal);
        assertThat(cli.run("attach", name).exits(1).err()).isEqualTo(refusal);
    }

    @ConcurrentTest
    void attachIsRefusedUnlessItRuns() {
        String name = running();
        cli.run("pause", name).ok();
        assertThat(cli.run("attach", name).exits(1).err())
                .isEqualTo("You cannot attach to a paused container, unpause it first\n");
        cli.run("unpause", name).ok();
        cli.run("kill", name).ok();
        assertThat(cli.run("attach", name).exits(1).err())
                .isEqualTo("You cannot attach to a stopped container, start it first\n");
    }

    private String state(String name) {
        return cli.run("inspect", "-f", "{{.State.Status}}", name).ok();
    }
}
