package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Proa on a host where others have rules in the firewall: it leaves them as they are, its containers work once the
 * administrator has allowed what docs/networking.md says, and nothing of it stays.
 */
@DisabledIfSystemProperty(named = "proa.e2e.engine", matches = "dockerd", disabledReason = "it is one of the others")
class BesideOthersTest {

    private static final String SERVER = "echo hello > /index.html; exec httpd -f -p 80 -h /";

    @Test
    void besideDockerd() throws Exception {
        DaemonHome home = DaemonHome.create();
        Path data = Files.createTempDirectory(Path.of("/tmp"), "proae2ed");
        try (PrivateHost host = PrivateHost.make()) {
            // Where nothing was forwarded before, dockerd makes dropping the rule.
            host.inside("sysctl", "-q", "-w", "net.ipv4.ip_forward=0");
            String socket = "unix://" + data.resolve("d.sock");
            Process dockerd = host.start(
                    Redirect.to(data.resolve("log").toFile()),
                    "dockerd",
                    "--data-root",
                    data.resolve("root").toString(),
                    "--exec-root",
                    data.resolve("run").toString(),
                    "--pidfile",
                    data.resolve("pid").toString(),
                    "--storage-driver",
                    "vfs",
                    "-H",
                    socket);
            try {
                Await.until("dockerd answers", () -> {
                    assertThat(dockerd.isAlive())
                            .as(Files.readString(data.resolve("log")))
                            .isTrue();
                    Process version = new ProcessBuilder("docker", "-H", socket, "version")
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start();
                    return version.waitFor() == 0;
                });
                assertThat(host.inside("iptables", "-S")).contains("-P FORWARD DROP", "-N DOCKER-USER");
                worksBesideOthers(host, home, "DOCKER-USER");
            } finally {
                // With its containerd.
                dockerd.destroy();
                if (!dockerd.waitFor(60, TimeUnit.SECONDS)) {
                    dockerd.descendants().forEach(ProcessHandle::destroyForcibly);
                    dockerd.destroyForcibly().onExit().join();
                }
            }
        } finally {
            Host.exec("rm", "-rf", "--one-file-system", data.toString());
        }
    }

    @Test
    void besideAForwardChainThatDrops() throws IOException {
        try (PrivateHost host = PrivateHost.make()) {
            host.inside("iptables", "-P", "FORWARD", "DROP");
            worksBesideOthers(host, DaemonHome.create(), "FORWARD");
        }
    }

    private static void worksBesideOthers(PrivateHost host, DaemonHome home, String chain) throws IOException {
        String table = "proa_" + home.bridge();
        String before = othersRules(host, table);
        String allowed;
        try (Daemon daemon = Daemon.start(home, List.of(), host.prefix())) {
            Fixtures.loadInto(daemon);
            Cli cli = Cli.docker(daemon);
            cli.run("network", "create", "lan").ok();
            for (String[] options : new String[][] {{"web", "bridge", "8080:80"}, {"other", "lan", "8081:80"}}) {
                cli.run(
                                "run",
                                "-d",
                                "--name",
                                options[0],
                                "--network",
                                options[1],
                                "-p",
                                options[2],
                                "busybox",
                                "sh",
                                "-c",
                                SERVER)
                        .ok();
            }
            // From the host itself published ports work as they are.
            for (String url : List.of("http://127.0.0.1:8080/", "http://" + PrivateHost.ADDRESS + ":8081/")) {
                Await.until("the server answers at " + url, () -> fetchedInside(host, url));
            }
            assertThatThrownBy(() -> fetchOutside(host, 8080, 2)).isInstanceOf(IllegalStateException.class);
            assertThat(othersRules(host, table)).isEqualTo(before);

            // As documented.
            host.inside("iptables", "-I", chain, "-i", home.bridge(), "-j", "ACCEPT");
            host.inside("iptables", "-I", chain, "-o", home.bridge(), "-j", "ACCEPT");
            allowed = othersRules(host, table);
            assertThat(fetchOutside(host, 8080, 20)).isEqualTo("hello\n");
            cli.run("exec", "web", "ping", "-c", "1", "-W", "20", PrivateHost.OUTSIDE)
                    .ok();
            cli.run("rm", "-f", "web", "other").ok();
            cli.run("network", "rm", "lan").ok();
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
        assertThat(othersRules(host, table)).isEqualTo(allowed);
        assertThat(host.inside("nft", "list", "tables")).doesNotContain(table);
        assertThat(host.inside("ip", "-o", "link")).doesNotContain(home.bridge(), "br-", "veth");
    }

    private static boolean fetchedInside(PrivateHost host, String url) {
        try {
            return host.inside("timeout", "5", "busybox", "wget", "-qO-", url).equals("hello\n");
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private static String fetchOutside(PrivateHost host, int port, int seconds) {
        return host.outside(
                "timeout",
                Integer.toString(seconds),
                "busybox",
                "wget",
                "-qO-",
                "http://" + PrivateHost.ADDRESS + ":" + port + "/");
    }

    /** All rules but Proa's table, without what is counted. */
    private static String othersRules(PrivateHost host, String table) {
        StringBuilder rules = new StringBuilder();
        for (String text : host.inside("nft", "list", "ruleset").split("(?m)^(?=table )", -1)) {
            if (!text.startsWith("table inet " + table + " ")) {
                rules.append(text.replaceAll("counter packets \\d+ bytes \\d+", "counter"));
            }
        }
        host.inside("iptables-save")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("\\[\\d+:\\d+]", ""))
                .forEach(line -> rules.append(line).append('\n'));
        return rules.toString();
    }
}
