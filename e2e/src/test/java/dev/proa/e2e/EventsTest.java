package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** {@code events}: their order, attributes, filters and formats. */
@EachCli
class EventsTest {

    private final Cli cli;
    private String since = "";

    EventsTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void rememberTheTime() {
        since = now();
    }

    private static String now() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() + "." + String.format("%09d", now.getNano());
    }

    private List<JsonNode> eventsOf(String name) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        String json = cli.run(
                        "events",
                        "--since",
                        since,
                        "--until",
                        now(),
                        "--filter",
                        "container=" + name,
                        "--filter",
                        "type=container",
                        "--format",
                        "{{json .}}")
                .ok();
        for (String line : json.lines().toList()) {
            events.add(Api.JSON.readTree(line));
        }
        return events;
    }

    private static List<String> actions(List<JsonNode> events) {
        return events.stream().map(e -> e.path("Action").asText()).toList();
    }

    @ConcurrentTest
    void ofRunWithAutoRemoval() throws IOException {
        String name = SharedEngine.freshName("ev");
        cli.run("run", "--rm", "--name", name, "-l", "l=1", "busybox", "sh", "-c", "exit 4")
                .exits(4);
        Await.until("destroy", () -> actions(eventsOf(name)).contains("destroy"));
        List<JsonNode> events = eventsOf(name);
        assertThat(actions(events)).containsExactly("create", "attach", "start", "die", "destroy");
        for (JsonNode event : events) {
            assertThat(event.path("Type").asText()).isEqualTo("container");
            assertThat(event.path("scope").asText()).isEqualTo("local");
            assertThat(event.path("Actor").path("ID").asText()).matches("[0-9a-f]{64}");
            assertThat(event.path("id").asText(event.path("Actor").path("ID").asText()))
                    .isEqualTo(event.path("Actor").path("ID").asText());
            JsonNode attributes = event.path("Actor").path("Attributes");
            assertThat(attributes.path("name").asText()).isEqualTo(name);
            assertThat(attributes.path("image").asText()).isEqualTo("busybox");
            assertThat(attributes.path("l").asText()).isEqualTo("1");
            assertThat(event.path("timeNano").asLong() / 1_000_000_000L)
                    .isEqualTo(event.path("time").asLong());
        }
        assertThat(events)
                .isSortedAccordingTo(java.util.Comparator.comparingLong(
                        e -> e.path("timeNano").asLong()));
        JsonNode die = events.get(3).path("Actor").path("Attributes");
        assertThat(die.path("exitCode").asText()).isEqualTo("4");
        if (EngineKind.CURRENT == EngineKind.PROA) {
            // Since Docker 23.0.
            assertThat(die.path("execDuration").asText()).matches("\\d+");
        }
    }

    @ConcurrentTest
    void ofEachThingDoneToAContainer() throws IOException {
        String name = SharedEngine.freshName("ev");
        String renamed = SharedEngine.freshName("ev-renamed");
        String id = cli.run(
                        "create",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "trap 'exit 5' TERM; trap : USR1; while :; do sleep 0.05; done")
                .ok();
        cli.run("start", name).ok();
        cli.run("exec", name, "true").ok();
        cli.run("pause", name).ok();
        cli.run("unpause", name).ok();
        cli.run("rename", name, renamed).ok();
        cli.run("kill", "-s", "USR1", renamed).ok();
        cli.run("top", renamed).ok();
        cli.run("restart", renamed).ok();
        cli.run("stop", "-t", "20", renamed).ok();
        cli.run("rm", renamed).ok();
        List<JsonNode> events = eventsOf(id);
        // The shell may see SIGTERM before its trap is set, then it ends by SIGKILL: only the kinds of event are sure.
        assertThat(actions(events).stream().map(String::strip).toList())
                .containsSubsequence(
                        "create",
                        "start",
                        "exec_create: true",
                        "exec_start: true",
                        "exec_die",
                        "pause",
                        "unpause",
                        "rename",
                        "kill",
                        "top",
                        "kill",
                        "die",
                        "stop",
                        "start",
                        "restart",
                        "kill",
                        "die",
                        "stop",
                        "destroy");
        JsonNode rename = events.stream()
                .filter(e -> e.path("Action").asText().equals("rename"))
                .findFirst()
                .orElseThrow();
        assertThat(rename.path("Actor").path("Attributes").path("oldName").asText())
                .isEqualTo("/" + name);
        assertThat(rename.path("Actor").path("Attributes").path("name").asText())
                .isEqualTo(renamed);
        JsonNode kill = events.stream()
                .filter(e -> e.path("Action").asText().equals("kill"))
                .findFirst()
                .orElseThrow();
        assertThat(kill.path("Actor").path("Attributes").path("signal").asText())
                .isEqualTo("10");
        JsonNode execDie = events.stream()
                .filter(e -> e.path("Action").asText().equals("exec_die"))
                .findFirst()
                .orElseThrow();
        assertThat(execDie.path("Actor").path("Attributes").path("exitCode").asText())
                .isEqualTo("0");
        assertThat(execDie.path("Actor").path("Attributes").path("execID").asText())
                .matches("[0-9a-f]{64}");
    }

    @ConcurrentTest
    void ofImages() throws IOException {
        String tag = SharedEngine.freshName("ev-image") + ":1";
        String id = Fixtures.busybox().id();
        cli.run("tag", "busybox", tag).ok();
        cli.run("rmi", tag).ok();
        String events = cli.run(
                        "events",
                        "--since",
                        since,
                        "--until",
                        now(),
                        "--filter",
                        "type=image",
                        "--format",
                        "{{.Action}} {{.Actor.ID}} {{.Actor.Attributes.name}}")
                .ok();
        assertThat(events).contains("tag " + id + " " + tag).contains("untag " + id);
    }

    @ConcurrentTest
    void ofNetworks() {
        String name = SharedEngine.freshName("ev");
        String id =
                cli.run("run", "-d", "--rm", "--name", name, "busybox", "true").ok();
        Await.until(
                "disconnect",
                () -> cli.run(
                                "events",
                                "--since",
                                since,
                                "--until",
                                now(),
                                "--filter",
                                "type=network",
                                "--format",
                                "{{.Action}} {{.Actor.Attributes.container}} {{.Actor.Attributes.name}} {{.Actor.Attributes.type}}")
                        .ok()
                        .contains("connect " + id + " bridge bridge\n"));
    }

    @ConcurrentTest
    void aFollowerSeesThemAsTheyHappen() {
        String name = SharedEngine.freshName("ev");
        Cli.Running follower = cli.start(
                "events", "--filter", "container=" + name, "--filter", "event=start", "--filter", "event=die");
        // The follower is subscribed once it reports a container it was told of; until then there is nothing to see of
        // it.
        cli.run("create", "--name", name, "busybox", "true").ok();
        Await.until("a start event", () -> {
            cli.run("start", name).ok();
            cli.run("wait", name).ok();
            return follower.outSoFar().contains(" container start ");
        });
        follower.awaitOut(" container die ");
        follower.kill();
        List<String> lines = follower.result().outLines();
        assertThat(lines.getFirst())
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}\\S+ container (start|die) [0-9a-f]{64} \\(.*image=busybox, name="
                                + name + "\\)");
    }

    @ConcurrentTest
    void filters() {
        String name = SharedEngine.freshName("ev");
        cli.run("run", "--rm", "--name", name, "-l", "filter=" + name, "busybox", "true")
                .ok();
        Await.until(
                "destroy",
                () -> cli.run("events", "--since", since, "--until", now(), "--filter", "container=" + name)
                        .ok()
                        .contains(" destroy "));
        String[][] each = {
            {"label=filter=" + name, "event=create"},
            {"container=" + name, "event=create"},
            {"image=busybox", "event=create"}
        };
        for (String[] filters : each) {
            String events = cli.run(
                            "events",
                            "--since",
                            since,
                            "--until",
                            now(),
                            "--filter",
                            filters[0],
                            "--filter",
                            filters[1],
                            "--format",
                            "{{.Action}} {{.Actor.Attributes.name}}")
                    .ok();
            assertThat(events.lines()).contains("create " + name).allMatch(l -> l.startsWith("create "));
        }
        assertThat(cli.run(
                                "events",
                                "--since",
                                since,
                                "--until",
                                now(),
                                "--filter",
                                "type=volume",
                                "--filter",
                                "label=filter=" + name)
                        .ok())
                .isEmpty();
    }

    @ConcurrentTest
    void timesThatAreNone() {
        assertThat(cli.run("events", "--since", "bogus", "--until", "0s").exit())
                .isNotZero();
        assertThat(cli.run("events", "--since", "10", "--until", "5").exits(1).err())
                .contains("Error response from daemon: `since` time (10", ") cannot be after `until` time (5");
    }
}
