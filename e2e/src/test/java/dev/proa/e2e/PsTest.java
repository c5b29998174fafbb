package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** {@code ps}: which containers, in which order, shown how. Alone on the daemon, since it looks at all there is. */
@EachCli
class PsTest {

    private final Cli cli;
    private static String created = "";
    private static String exited = "";
    private static String running = "";

    PsTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeParameterizedClassInvocation
    static void threeContainers(Cli cli) throws IOException {
        cli.daemon().cleanUp(SharedEngine.KEPT_IMAGES);
        created = cli.run("create", "--name", "ps-created", "-l", "kind=one", "hello-world")
                .ok();
        exited = cli.run(
                        "run",
                        "-d",
                        "--name",
                        "ps-exited",
                        "-l",
                        "kind=two",
                        "busybox",
                        "sh",
                        "-c",
                        "head -c 50000 /dev/zero > /x; exit 3")
                .ok();
        cli.run("wait", "ps-exited").ok();
        running = cli.run(
                        "run",
                        "-d",
                        "--name",
                        "ps-running",
                        "-l",
                        "kind=two",
                        "-l",
                        "more=yes",
                        "busybox",
                        "sleep",
                        "1000")
                .ok();
    }

    private List<String> names(String... args) {
        String[] line = new String[args.length + 3];
        line[0] = "ps";
        System.arraycopy(args, 0, line, 1, args.length);
        line[args.length + 1] = "--format";
        line[args.length + 2] = "{{.Names}}";
        return cli.run(line).exits(0).outLines();
    }

    @Test
    void theTableShowsTheRunningOnes() {
        List<String> lines = cli.run("ps").exits(0).outLines();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().split(" {2,}", -1))
                .startsWith("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES");
        assertThat(lines.get(1))
                .startsWith(running.substring(0, 12) + "   busybox   \"sleep 1000\"   ")
                .containsPattern(
                        " (Less than a second|\\d+ seconds?|About a minute) ago +Up (Less than a second|\\d+ seconds?|About a minute) ")
                .endsWith("ps-running");
    }

    @Test
    void allOfThemNewestFirst() {
        assertThat(names("-a")).containsExactly("ps-running", "ps-exited", "ps-created");
        assertThat(names("-n", "2")).containsExactly("ps-running", "ps-exited");
        assertThat(names("--last", "1")).containsExactly("ps-running");
        assertThat(names("-l")).containsExactly("ps-running");
        assertThat(names()).containsExactly("ps-running");
    }

    @Test
    void quietAndNoTrunc() {
        assertThat(cli.run("ps", "-q").ok()).isEqualTo(running.substring(0, 12));
        assertThat(cli.run("ps", "-aq", "--no-trunc").outLines()).containsExactly(running, exited, created);
        assertThat(cli.run("ps", "-a", "--no-trunc").out())
                .contains("\"sh -c 'head -c 50000 /dev/zero > /x; exit 3'\"");
        assertThat(cli.run("ps", "-a").out()).contains("\"sh -c 'head -c 5000…\"");
    }

    @Test
    void statusTexts() {
        assertThat(cli.run("ps", "-a", "--format", "{{.Names}} {{.Status}} {{.State}}")
                        .out())
                .contains("ps-created Created created")
                .containsPattern("ps-exited Exited \\(3\\) .* ago exited");
    }

    @Test
    void sizes() {
        assertThat(cli.run("ps", "-as", "--filter", "name=ps-exited", "--format", "{{.Size}}")
                        .ok())
                .matches("(50|5[0-9](\\.\\d+)?)\\.?\\d*kB \\(virtual \\d+(\\.\\d+)?MB\\)");
        assertThat(cli.run("ps", "-s").outLines().getFirst()).endsWith("SIZE");
    }

    @Test
    void filters() {
        assertThat(names("-a", "--filter", "status=exited")).containsExactly("ps-exited");
        assertThat(names("-a", "--filter", "status=created", "--filter", "status=running"))
                .containsExactly("ps-running", "ps-created");
        assertThat(names("--filter", "status=exited")).containsExactly("ps-exited");
        assertThat(names("-a", "--filter", "exited=3")).containsExactly("ps-exited");
        assertThat(names("-a", "--filter", "exited=4")).isEmpty();
        assertThat(names("-a", "--filter", "name=ps-e")).containsExactly("ps-exited");
        assertThat(names("-a", "--filter", "name=^/?ps-.*ed$")).containsExactly("ps-exited", "ps-created");
        assertThat(names("-a", "--filter", "id=" + created.substring(0, 10))).containsExactly("ps-created");
        assertThat(names("-a", "--filter", "label=kind=two")).containsExactly("ps-running", "ps-exited");
        assertThat(names("-a", "--filter", "label=kind=two", "--filter", "label=more"))
                .containsExactly("ps-running");
        assertThat(names("-a", "--filter", "ancestor=hello-world")).containsExactly("ps-created");
        assertThat(names("-a", "--filter", "ancestor=busybox:latest")).containsExactly("ps-running", "ps-exited");
        assertThat(names("-a", "--filter", "before=ps-exited")).containsExactly("ps-created");
        assertThat(names("-a", "--filter", "since=ps-created")).containsExactly("ps-running", "ps-exited");
        assertThat(names("-a", "--filter", "network=bridge")).contains("ps-running");
        assertThat(names("-a", "--filter", "network=none")).isEmpty();
        assertThat(names("-a", "--filter", "health=none")).contains("ps-running");
        assertThat(names("-a", "--filter", "volume=nothing")).isEmpty();
    }

    @Test
    void filtersThatAreNone() {
        assertThat(cli.run("ps", "--filter", "bogus=1").exits(1).err())
                .isEqualTo("Error response from daemon: " + EngineKind.wording("I", "i") + "nvalid filter 'bogus'\n");
        assertThat(cli.run("ps", "--filter", "status=bogus").exits(1).err())
                .startsWith(
                        "Error response from daemon: " + EngineKind.wording("I", "i") + "nvalid filter 'status=bogus'");
        assertThat(cli.run("ps", "--filter", "before=nope").exits(1).err()).containsIgnoringCase("no such container");
    }

    @Test
    void formats() throws IOException {
        assertThat(cli.run(
                                "ps",
                                "--format",
                                "{{.ID}}|{{.Image}}|{{.Command}}|{{.Labels}}|{{.Networks}}|{{.Label \"more\"}}")
                        .ok())
                .matches(running.substring(0, 12)
                        + "\\|busybox\\|\"sleep 1000\"\\|(kind=two,more=yes|more=yes,kind=two)\\|bridge\\|yes");
        assertThat(cli.run("ps", "--format", "table {{.Names}}\t{{.Image}}").outLines())
                .containsExactly("NAMES        IMAGE", "ps-running   busybox");
        // Debian's docker 20.10 does not know "json" as a format.
        JsonNode json =
                Api.JSON.readTree(cli.run("ps", "--format", "{{json .}}").ok());
        assertThat(json.path("ID").asText()).isEqualTo(running.substring(0, 12));
        assertThat(json.path("Names").asText()).isEqualTo("ps-running");
        assertThat(json.path("State").asText()).isEqualTo("running");
        assertThat(json.path("Command").asText()).isEqualTo("\"sleep 1000\"");
        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "CreatedAt",
                        "RunningFor",
                        "Size",
                        "Ports",
                        "Mounts",
                        "LocalVolumes",
                        "Labels",
                        "Networks",
                        "Status",
                        "Image");
        assertThat(cli.run(
                                "ps",
                                "--format",
                                "{{upper .Names}} {{join (split .Image \"u\") \"-\"}} {{if .Ports}}p{{else}}none{{end}}")
                        .ok())
                .isEqualTo("PS-RUNNING b-sybox none");
        assertThat(cli.run("ps", "--format", "{{.Nonsense}}").exit()).isNotZero();
        assertThat(cli.run("ps", "--format", "{{.Names").exit()).isNotZero();
    }

    @Test
    void theJsonFormat() throws IOException {
        if (!cli.isProa() && cli.run("--version").out().contains("version 20.")) {
            return;
        }
        JsonNode json = Api.JSON.readTree(cli.run("ps", "--format", "json").ok());
        assertThat(json.path("Names").asText()).isEqualTo("ps-running");
    }

    @Test
    void byAnyOfItsOtherNames() {
        assertThat(cli.run("container", "ls", "-q").ok()).isEqualTo(running.substring(0, 12));
        assertThat(cli.run("container", "list", "-q").ok()).isEqualTo(running.substring(0, 12));
    }
}
