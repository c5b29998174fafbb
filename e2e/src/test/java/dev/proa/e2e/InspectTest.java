package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;

/** {@code inspect} of containers and images. */
@EachCli
class InspectTest {

    private final Cli cli;

    InspectTest(Cli cli) {
        this.cli = cli;
    }

    @ConcurrentTest
    void aContainerInFull() throws IOException {
        String name = SharedEngine.freshName("inspect");
        String id = cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "-e",
                        "A=b",
                        "-h",
                        "host",
                        "-l",
                        "x=y",
                        "-u",
                        "www",
                        "-w",
                        "/tmp",
                        "--entrypoint",
                        "/bin/sleep",
                        "busybox",
                        "1000")
                .ok();
        JsonNode all = Api.JSON.readTree(cli.run("inspect", name).ok());
        assertThat(all).hasSize(1);
        JsonNode container = all.get(0);
        assertThat(container.path("Id").asText()).isEqualTo(id);
        assertThat(container.path("Name").asText()).isEqualTo("/" + name);
        assertThat(container.path("Path").asText()).isEqualTo("/bin/sleep");
        assertThat(container.path("Args").toString()).isEqualTo("[\"1000\"]");
        assertThat(container.path("Created").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(container.path("State").path("Status").asText()).isEqualTo("running");
        assertThat(container.path("State").path("Pid").asInt()).isPositive();
        assertThat(container.path("State").path("FinishedAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(container.path("Image").asText()).startsWith("sha256:");
        assertThat(container.path("RestartCount").asInt(-1)).isZero();
        JsonNode config = container.path("Config");
        assertThat(config.path("Hostname").asText()).isEqualTo("host");
        assertThat(config.path("User").asText()).isEqualTo("www");
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/tmp");
        assertThat(config.path("Image").asText()).isEqualTo("busybox");
        assertThat(config.path("Env").toString()).contains("\"A=b\"", "\"PATH=");
        assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"/bin/sleep\"]");
        assertThat(config.path("Cmd").toString()).isEqualTo("[\"1000\"]");
        assertThat(config.path("Labels").path("x").asText()).isEqualTo("y");
        assertThat(config.path("Tty").asBoolean(true)).isFalse();
        JsonNode host = container.path("HostConfig");
        assertThat(host.path("NetworkMode").asText()).isIn("default", "bridge");
        assertThat(host.path("Privileged").asBoolean(true)).isFalse();
        assertThat(host.path("RestartPolicy").path("Name").asText()).isEqualTo("no");
        assertThat(host.path("MaskedPaths").toString()).contains("/proc/kcore", "/sys/firmware");
        assertThat(host.path("ReadonlyPaths").toString()).contains("/proc/sys");
        JsonNode network = container.path("NetworkSettings").path("Networks").path("bridge");
        assertThat(network.path("IPAddress").asText()).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(network.path("MacAddress").asText()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
        assertThat(network.path("Gateway").asText()).isNotEmpty();
        assertThat(network.path("IPPrefixLen").asInt()).isPositive();
        assertThat(container.path("LogPath").isTextual()).isTrue();
        assertThat(container.path("Driver").asText()).startsWith("overlay");
        assertThat(container.path("Platform").asText()).isEqualTo("linux");
    }

    @ConcurrentTest
    void anExitedContainerTellsItsEnd() {
        String name = SharedEngine.freshName("inspect");
        cli.run("run", "--name", name, "busybox", "sh", "-c", "exit 3").exits(3);
        assertThat(cli.run(
                                "inspect",
                                "-f",
                                "{{.State.Status}} {{.State.ExitCode}} {{.State.Pid}} {{.State.Error}}{{.State.Running}}{{.State.Dead}}",
                                name)
                        .ok())
                .isEqualTo("exited 3 0 falsefalse");
        String[] times = cli.run("inspect", "-f", "{{.State.StartedAt}} {{.State.FinishedAt}}", name)
                .ok()
                .split(" ", -1);
        // Equal for one that ended within the clock tick that file times are made of: the end is the exit file's time.
        assertThat(Instant.parse(times[0])).isBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse(times[1]));
    }

    @ConcurrentTest
    void formatsAsGoTemplates() {
        String name = SharedEngine.freshName("inspect");
        cli.run("run", "-d", "--name", name, "-l", "a=1", "-l", "b=2", "busybox", "sleep", "1000")
                .ok();
        assertThat(cli.run("inspect", "--format", "{{json .Config.Cmd}}", name).ok())
                .isEqualTo("[\"sleep\",\"1000\"]");
        assertThat(cli.run("inspect", "-f", "{{range $k, $v := .Config.Labels}}{{$k}}={{$v}};{{end}}", name)
                        .ok())
                .isEqualTo("a=1;b=2;");
        assertThat(cli.run("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", name)
                        .ok())
                .matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(cli.run(
                                "inspect",
                                "-f",
                                "{{index .Config.Labels \"a\"}} {{len .Config.Cmd}} {{printf \"%s!\" .Name}}",
                                name)
                        .ok())
                .isEqualTo("1 2 /" + name + "!");
        assertThat(cli.run("inspect", "-f", "{{if .State.Running}}up{{else}}down{{end}}", name)
                        .ok())
                .isEqualTo("up");
        assertThat(cli.run("inspect", "-f", "{{.Nonsense}}", name).exits(1).err())
                .contains("Nonsense");
    }

    @ConcurrentTest
    void withSize() throws IOException {
        String name = SharedEngine.freshName("inspect");
        cli.run("run", "--name", name, "busybox", "sh", "-c", "head -c 70000 /dev/zero > /x")
                .ok();
        assertThat(cli.run("inspect", "-f", "{{.SizeRw}}", name).toString()).doesNotContain("70000");
        JsonNode sized =
                Api.JSON.readTree(cli.run("inspect", "--size", name).ok()).get(0);
        assertThat(sized.path("SizeRw").asLong()).isBetween(70_000L, 90_000L);
        assertThat(sized.path("SizeRootFs").asLong()).isGreaterThan(1_000_000);
    }

    @ConcurrentTest
    void anImage() throws IOException {
        JsonNode image = Api.JSON.readTree(cli.run("inspect", "busybox").ok()).get(0);
        assertThat(image.path("Id").asText()).isEqualTo(Fixtures.busybox().id());
        // Another test, beside this one, gives the image a second name.
        assertThat(image.path("RepoTags").toString()).contains("\"busybox:latest\"");
        assertThat(image.path("Architecture").asText()).isEqualTo("amd64");
        assertThat(image.path("Os").asText()).isEqualTo("linux");
        assertThat(image.path("Size").asLong()).isGreaterThan(1_000_000);
        assertThat(image.path("Config").path("Cmd").toString()).isEqualTo("[\"sh\"]");
        assertThat(image.path("RootFS").path("Type").asText()).isEqualTo("layers");
        assertThat(image.path("RootFS").path("Layers")).hasSize(1);
        assertThat(image.path("Created").asText()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(cli.run("image", "inspect", "-f", "{{.Id}}", "busybox:latest")
                        .ok())
                .isEqualTo(image.path("Id").asText());
        assertThat(cli.run("inspect", "-f", "{{.Id}}", image.path("Id").asText().substring(7, 20))
                        .ok())
                .isEqualTo(image.path("Id").asText());
    }

    @ConcurrentTest
    void typeChoosesBetweenAContainerAndAnImageOfOneName() {
        String name = SharedEngine.freshName("both");
        cli.run("tag", "busybox", name).ok();
        String id = cli.run("create", "--name", name, "busybox").ok();
        assertThat(cli.run("inspect", "-f", "{{.Id}}", name).ok()).isEqualTo(id);
        assertThat(cli.run("inspect", "--type", "container", "-f", "{{.Id}}", name)
                        .ok())
                .isEqualTo(id);
        assertThat(cli.run("inspect", "--type", "image", "-f", "{{.Id}}", name).ok())
                .startsWith("sha256:");
    }

    @ConcurrentTest
    void severalAtOnceAndWhatIsNotThere() throws IOException {
        Cli.Result result =
                cli.run("inspect", "busybox", "not-there", "hello-world").exits(1);
        assertThat(Api.JSON.readTree(result.out())).hasSize(2);
        assertThat(result.err()).containsIgnoringCase("error: no such object: not-there");
        assertThat(cli.run("inspect", "not-there").exits(1).out()).isEqualTo("[]\n");
        assertThat(cli.run("image", "inspect", "not-there").exits(1).err())
                .containsPattern(EngineKind.wording(
                        "no such image: not-there: No such image: not-there:latest|No such image: not-there",
                        "No such image: not-there"));
        assertThat(cli.run("inspect", "--type", "container", "busybox").exits(1).err())
                .containsIgnoringCase("no such container: busybox");
    }
}
