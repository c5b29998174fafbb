package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The proa command's words about networks, to the byte those of the docker command. */
@OnEngine
class NetworkCommandsTest {

    private final Cli docker;
    private final Cli proa;

    NetworkCommandsTest(Daemon daemon) {
        docker = new Cli(daemon, Cli.Command.DOCKER);
        proa = new Cli(daemon, Cli.Command.PROA);
    }

    private void same(String... command) {
        Cli.Result expected = docker.run(command);
        Cli.Result actual = proa.run(command);
        assertThat(actual.out()).as("output of %s", List.of(command)).isEqualTo(expected.out());
        assertThat(actual.exit()).as("exit code of %s", List.of(command)).isEqualTo(expected.exit());
        // The docker command of this version adds a line that says nothing.
        assertThat(actual.err())
                .as("errors of %s", List.of(command))
                .isEqualTo(expected.err().replace("exit status 1\n", ""));
    }

    @Test
    void listsAndInspects() {
        String name = SharedEngine.freshName("net");
        proa.run("network", "create", "--label", "a=1", "--internal", "-o", "com.docker.network.driver.mtu=1400", name)
                .ok();
        try {
            same("network", "ls");
            same("network", "ls", "--no-trunc");
            same("network", "ls", "-q");
            same("network", "ls", "--filter", "name=" + name, "--format", "json");
            same("network", "ls", "--filter", "label=a=1");
            same("network", "ls", "--filter", "driver=null");
            same("network", "ls", "--filter", "type=custom");
            same("network", "ls", "--filter", "scope=local", "-q");
            same("network", "ls", "--filter", "dangling=true");
            same("network", "ls", "--filter", "nonsense=1");
            same("network", "ls", "--format", "{{.Name}}:{{.CreatedAt}}:{{.Labels}}:{{.Label \"a\"}}:{{.Internal}}");
            same("network", "ls", "--format", "table {{.ID}}\\t{{.IPv4}}\\t{{.IPv6}}\\t{{.Labels}}\\t{{.CreatedAt}}");
            same("network", "ls", "--format", "raw");
            same("network", "ls", "--format", "{{.Nonsense}}");
            same("network", "inspect", name);
            same("network", "inspect", "--verbose", name);
            same(
                    "network",
                    "inspect",
                    "-f",
                    "{{.Name}} {{.Internal}} {{json .Labels}} {{json .Options}}",
                    name,
                    "host");
            same("network", "inspect", name, "nobody");
            same("inspect", "--type", "network", name);
        } finally {
            proa.run("network", "rm", name).ok();
        }
        same("network", "rm", name);
        same("network", "rm", "-f", name);
        same("network", "rm", "bridge");
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        List<List<String>> wrong = List.of(
                List.of("--subnet", "1", "--gateway", "1.1.1.1"),
                List.of("--gateway", "1.1.1.1"),
                List.of("--subnet", "10.231.0.0/16", "--subnet", "10.231.1.0/24"),
                List.of("--subnet", "10.231.0.0/16", "--ip-range", "10.232.0.0/24"),
                List.of("--subnet", "10.231.0.0/16", "--ip-range", "10.231.0.0"),
                List.of("--subnet", "10.231.0.0/16", "--aux-address", "a=10.232.0.1"),
                List.of(
                        "--subnet",
                        "10.231.0.0/16,10.232.0.0/16",
                        "--gateway",
                        "10.231.0.1",
                        "--gateway",
                        "10.231.0.2"),
                List.of("--driver", "nonsense"),
                List.of("--subnet", "10.231.0.1/16"));
        for (List<String> options : wrong) {
            same(java.util.stream.Stream.of(List.of("network", "create"), options, List.of("never"))
                    .flatMap(List::stream)
                    .toArray(String[]::new));
        }
        same("network", "create", "bridge");
        same("network", "create", "not a name");
        same("network", "connect", "nobody", "nobody");
        same("network", "connect", "--driver-opt", "x", "bridge", "nobody");
        same("network", "disconnect", "nobody", "nobody");
        same("network", "disconnect", "bridge", "nobody");
        same("network", "inspect", "nobody");
    }

    @Test
    void prunes() {
        String unused = SharedEngine.freshName("unused");
        String labelled = SharedEngine.freshName("labelled");
        proa.run("network", "create", unused).ok();
        proa.run("network", "create", "--label", "keep=1", labelled).ok();
        assertThat(proa.runWithInput("n\n", "network", "prune").ok()).contains("WARNING! This will remove all custom");
        assertThat(proa.run("network", "prune", "-f", "--filter", "label!=keep").ok())
                .contains("Deleted Networks:", unused)
                .doesNotContain(labelled);
        assertThat(proa.run("system", "prune", "-f").ok()).contains("Deleted Networks:\n" + labelled);
        same("network", "prune", "-f");
    }

    @Test
    void inspectsWhatIsOfTheScopeAskedFor() throws java.io.IOException {
        Api api = docker.daemon().api();
        assertThat(api.get("/networks/bridge?scope=local&verbose=true").status())
                .isEqualTo(200);
        assertThat(api.get("/networks/bridge?scope=swarm").status()).isEqualTo(404);
        assertThat(api.get("/networks/bridge?verbose=maybe").status()).isEqualTo(400);
    }
}
