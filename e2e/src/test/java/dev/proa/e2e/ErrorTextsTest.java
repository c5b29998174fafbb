package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said, and with which exit code, when something cannot be done; scripts compare these texts. */
@EachCli
class ErrorTextsTest {

    private static final String DAEMON = "Error response from daemon: ";

    private final Cli cli;

    ErrorTextsTest(Cli cli) {
        this.cli = cli;
    }

    /** A command line and what it must give; the text stands somewhere in standard error. */
    record Case(int exit, String text, List<String> line) {
        @Override
        public String toString() {
            return String.join(" ", line);
        }
    }

    private static Case fails(int exit, String text, String... line) {
        return new Case(exit, text, List.of(line));
    }

    static List<Case> cases() {
        String noSuch = DAEMON + "No such container: nope\n";
        return List.of(
                // Exit codes of run: 125 for the daemon's refusals, 126 and 127 for the command's own.
                fails(
                        127,
                        "exec: \"no-such-command\": executable file not found in $PATH",
                        "run",
                        "--rm",
                        "busybox",
                        "no-such-command"),
                fails(127, "no such file or directory", "run", "--rm", "busybox", "/no/such/command"),
                fails(126, "exec: \"/etc/passwd\": permission denied", "run", "--rm", "busybox", "/etc/passwd"),
                fails(126, "/etc\": ", "run", "--rm", "busybox", "/etc"),
                fails(
                        125,
                        "unable to find user nobody-here: no matching entries in passwd file",
                        "run",
                        "--rm",
                        "-u",
                        "nobody-here",
                        "busybox",
                        "true"),
                fails(
                        125,
                        "unable to find group no-group: no matching entries in group file",
                        "run",
                        "--rm",
                        "-u",
                        "0:no-group",
                        "busybox",
                        "true"),
                fails(
                        125,
                        DAEMON + "Cannot mkdir: /etc/passwd is not a directory",
                        "run",
                        "--rm",
                        "-w",
                        "/etc/passwd",
                        "busybox",
                        "true"),
                fails(
                        125,
                        DAEMON + "Invalid container name (bad name), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                        "run",
                        "--name",
                        "bad name",
                        "busybox"),
                fails(125, DAEMON + "No such image: nope:latest", "run", "--pull", "never", "nope"),
                fails(125, "invalid reference format", "run", "UPPER"),
                fails(125, "must be lowercase", "run", "UPPER"),
                fails(125, "invalid reference format", "run", ""),
                fails(125, "unknown flag: --bogus", "run", "--bogus", "busybox"),
                fails(
                        125,
                        "open /nonexistent: no such file or directory",
                        "run",
                        "--env-file",
                        "/nonexistent",
                        "busybox"),
                fails(125, "invalid environment variable: =x", "run", "-e", "=x", "busybox"),
                fails(125, "conflicting options: ", "run", "-d", "--rm", "--restart", "always", "busybox"),
                fails(125, "network nope not found", "run", "--rm", "--network", "nope", "busybox", "true"),
                fails(125, "bogus", "run", "--rm", "--security-opt", "bogus", "busybox", "true"),
                fails(125, "nvalid signal: BOGUS", "run", "--rm", "--stop-signal", "BOGUS", "busybox", "true"),
                fails(1, noSuch, "start", "nope"),
                fails(1, "failed to start containers: nope", "start", "nope"),
                fails(1, noSuch, "start", "-a", "nope"),
                fails(1, noSuch, "stop", "nope"),
                fails(1, noSuch, "restart", "nope"),
                fails(1, noSuch, "pause", "nope"),
                fails(1, noSuch, "unpause", "nope"),
                fails(1, noSuch, "wait", "nope"),
                fails(1, noSuch, "rm", "nope"),
                fails(1, noSuch, "logs", "nope"),
                fails(1, noSuch, "top", "nope"),
                fails(1, noSuch, "exec", "nope", "true"),
                fails(1, noSuch, "rename", "nope", "other"),
                fails(
                        1,
                        DAEMON + EngineKind.wording("C", "c") + "annot kill container: nope: No such container: nope\n",
                        "kill",
                        "nope"),
                fails(1, DAEMON + "No such image: nope:latest\n", "rmi", "nope"),
                fails(1, DAEMON + "No such image: nope:latest\n", "history", "nope"),
                fails(1, DAEMON + "No such image: nope:latest\n", "tag", "nope", "x"),
                fails(1, "unknown", "no-such-verb"),
                fails(125, "unknown flag: --bogus", "ps", "--bogus"),
                fails(125, "unknown shorthand flag: 'Z' in -Z", "ps", "-Z"),
                fails(1, "requires at least 1 argument", "rm"),
                fails(1, "requires at least 1 argument", "stop"),
                fails(1, "requires at least 2 arguments", "exec", "x"),
                fails(1, "1 argument", "logs"),
                fails(1, "2 arguments", "rename", "x"),
                fails(125, "invalid argument \"x\" for \"-t, --time", "stop", "-t", "x", "y"),
                fails(1, "no such file or directory", "load", "-i", "/nonexistent.tar"),
                fails(1, "no such file or directory", "import", "/nonexistent.tar", "x"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    void saysWhatDockerSays(Case expected) {
        Cli.Result result = cli.run(expected.line().toArray(String[]::new));
        String text = expected.text();
        if (text.startsWith("invalid argument")
                && !cli.isProa()
                && !result.err().contains(text)) {
            // Debian's docker 20.10 calls the same option "-t, --time", the newest "-t, --timeout".
            text = "invalid argument \"x\" for \"-t, --";
        }
        assertThat(result.err()).as("%s", result).contains(text);
        assertThat(result.exit()).as("exit code of %s", result).isEqualTo(expected.exit());
        assertThat(result.out()).as("standard output of %s", result).isEmpty();
    }
}
