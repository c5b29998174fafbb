package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signals to the client of a container without a terminal. */
@EachCli
class SignalsTest {

    /** By number, which busybox and the host agree on: HUP, INT, USR1, USR2, TERM. */
    private static final List<Integer> SIGNALS = List.of(1, 2, 10, 12, 15);

    private static final String TELLING = "for s in 1 2 10 12 15; do trap \"echo got=$s=\" $s; done; echo rea\"\"dy;"
            + " while true; do sleep 0.05; done";
    private final Cli cli;

    SignalsTest(Cli cli) {
        this.cli = cli;
    }

    @ConcurrentTest
    void runPassesThemOn() throws IOException {
        String name = SharedEngine.freshName("signals");
        passesOn(SIGNALS, cli.start("run", "--name", name, "busybox", "sh", "-c", TELLING), name);
    }

    @ConcurrentTest
    void attachPassesThemOn() throws IOException {
        String name = SharedEngine.freshName("signals");
        cli.run("create", "--name", name, "busybox", "sh", "-c", TELLING).ok();
        // The docker command stops passing signals on at the first SIGINT or SIGTERM here.
        passesOn(cli.isProa() ? SIGNALS : List.of(1, 10, 12), cli.start("start", "-a", name), name);
    }

    private void passesOn(List<Integer> signals, Cli.Running client, String name) throws IOException {
        client.awaitOut("ready");
        long ignored = ignored(client.process().pid());
        for (int signal : signals) {
            // Whoever starts a program may have it ignore some; the virtual machine leaves those ignored.
            if ((ignored & (1L << (signal - 1))) == 0) {
                Host.exec("kill", "-" + signal, Long.toString(client.process().pid()));
                client.awaitOut("got=" + signal + "=");
            }
        }
        cli.run("kill", name).ok();
        assertThat(client.result().exit()).isEqualTo(137);
    }

    @ConcurrentTest
    void withoutSigProxyTheClientAloneEnds() {
        String name = SharedEngine.freshName("signals");
        Cli.Running client = cli.start("run", "--sig-proxy=false", "--name", name, "busybox", "sh", "-c", TELLING);
        client.awaitOut("ready");
        client.kill();
        client.result();
        assertThat(cli.run("inspect", "-f", "{{.State.Running}}", name).ok()).isEqualTo("true");
        assertThat(cli.run("logs", name).out()).doesNotContain("got=");
    }

    @ConcurrentTest
    void anEndBySignalIsTheExitCode() {
        assertThat(cli.run("run", "--rm", "busybox", "sh", "-c", "kill -15 $$; sleep 1000 & kill -9 $!; wait $!")
                        .exit())
                .isEqualTo(137);
        String name = SharedEngine.freshName("signals");
        cli.run("run", "-d", "--name", name, "busybox", "sleep", "1000").ok();
        assertThat(cli.run("exec", name, "sh", "-c", "kill -15 $$; sleep 1000").exit())
                .isEqualTo(143);
    }

    private static long ignored(long process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "status"))) {
            if (line.startsWith("SigIgn:")) {
                return Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
            }
        }
        throw new IllegalStateException("no SigIgn of " + process);
    }
}
