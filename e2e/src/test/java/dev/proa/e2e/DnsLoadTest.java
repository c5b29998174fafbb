package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The name server under load, under attack and after a crash. */
@OnEngine
class DnsLoadTest {

    private final Cli cli;

    DnsLoadTest(Daemon daemon) {
        cli = Cli.docker(daemon);
    }

    /** Runs a program of the host in a container's network. */
    private static String inNetworkOf(Cli cli, String container, String script) {
        String pid = cli.run("inspect", "-f", "{{.State.Pid}}", container).ok();
        return Host.exec("nsenter", "--net=/proc/" + pid + "/ns/net", "bash", "-c", script);
    }

    @Test
    void manyAskForManyAtOnce() {
        try (Lan lan = new Lan(cli)) {
            List<String> names = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                names.add(lan.member("many"));
            }
            for (String name : names) {
                expected.add(name + " " + lan.address(name));
            }
            String all = String.join(" ", names);
            String script = "for round in 1 2 3 4 5; do for n in " + all + "; do"
                    + " (nslookup -type=a $n | awk -v n=$n '/^Address: / {print n, $2}') & done; wait; done";
            List<Cli.Running> askers = new ArrayList<>();
            for (String asker : names.subList(0, 4)) {
                askers.add(cli.start("exec", asker, "sh", "-c", script));
            }
            for (Cli.Running asker : askers) {
                List<String> answers = asker.result().ok().lines().sorted().toList();
                List<String> wanted = new ArrayList<>();
                for (int round = 0; round < 5; round++) {
                    wanted.addAll(expected);
                }
                wanted.sort(null);
                assertThat(answers).isEqualTo(wanted);
            }
        }
    }

    @Test
    void hostileQuestionsDoNotStopIt() {
        try (Lan lan = new Lan(cli, "--internal")) {
            String web = lan.member("web");
            String hostile = lan.member("hostile");
            inNetworkOf(cli, hostile, """
                    exec 3<>/dev/udp/127.0.0.11/53
                    head='\\x12\\x34\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00'
                    for i in {1..3000}; do
                        printf "$head\\xc0\\x0c\\x00\\x01\\x00\\x01" >&3                # a name that points to itself
                        printf "$head\\x3f$i" >&3                                     # a name cut short
                        printf '\\xff\\xff\\x00\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff' >&3  # counts of things that are not there
                        printf "\\x$((i % 10))\\x12" >&3
                        printf "$head\\x03foo\\x00\\x00\\x01\\x00\\x01" >&3               # nobody, in an internal network
                    done
                    head -c 20000 /dev/urandom >&3
                    connections=()
                    for i in {1..90}; do
                        exec {c}<>/dev/tcp/127.0.0.11/53 && printf '\\xff' >&$c && connections+=($c)
                    done
                    true
                    """);
            assertThat(lan.lookUp(hostile, web).lines()).contains("Address: " + lan.address(web));
            assertThat(lan.lookUp(web, hostile).lines()).contains("Address: " + lan.address(hostile));
        }
    }

    @Test
    void resolvesAgainAfterTheDaemonWasKilled() throws Exception {
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Cli own = Cli.docker(daemon);
            Lan lan = new Lan(own, "--internal");
            String web = lan.member("web", "--network-alias", "alias");
            String client = lan.member("client");
            String address = lan.address(web);
            daemon.kill();
            daemon.startAgain();
            for (String name : List.of(web, "alias")) {
                Await.until(
                        name + " resolves again",
                        Duration.ofSeconds(90),
                        () -> lan.lookUp(client, name).contains("Address: " + address));
            }
            // And goes on to follow what happens.
            String later = lan.member("later");
            assertThat(lan.lookUp(client, later).lines()).contains("Address: " + lan.address(later));
            own.run("rm", "-f", web).ok();
            Await.until(
                    "the removed one is not found any more",
                    () -> !lan.lookUp(client, web).contains(address));
            lan.close();
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }
}
