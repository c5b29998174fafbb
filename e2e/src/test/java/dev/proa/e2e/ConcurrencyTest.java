package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many containers at one time. */
@OnEngine
class ConcurrencyTest {

    private static final int CONTAINERS = 24;

    private final Daemon daemon;

    ConcurrencyTest(Daemon daemon) {
        this.daemon = daemon;
    }

    @Test
    void twentyFourRunsAtOnceEachWithItsOwnOutputAndExitCode() throws Exception {
        Cli cli = Cli.docker(daemon);
        List<Cli.Running> all = new ArrayList<>();
        for (int i = 0; i < CONTAINERS; i++) {
            all.add(cli.start("run", "--rm", "busybox", "sh", "-c", "echo number " + i + "; exit " + i));
        }
        for (int i = 0; i < CONTAINERS; i++) {
            assertThat(all.get(i).result().exits(i).out()).isEqualTo("number " + i + "\n");
        }
        Await.until("all are removed", () -> cli.run("ps", "-aq").ok().isEmpty());
    }

    @Test
    void startedAndRemovedOverTheApiAtOnce() throws Exception {
        Api api = daemon.api();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CONTAINERS; i++) {
            ids.add(api.post("/containers/create", "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"]}")
                    .json()
                    .path("Id")
                    .asText());
        }
        inParallel(
                ids,
                id -> assertThat(api.post("/containers/" + id + "/start").status())
                        .isEqualTo(204));
        Set<String> addresses = new HashSet<>();
        for (String id : ids) {
            addresses.add(api.get("/containers/" + id + "/json")
                    .json()
                    .path("NetworkSettings")
                    .path("Networks")
                    .path("bridge")
                    .path("IPAddress")
                    .asText());
        }
        assertThat(addresses).hasSize(CONTAINERS);
        inParallel(
                ids,
                id -> assertThat(api.delete("/containers/" + id + "?force=1").status())
                        .isEqualTo(204));
        assertThat(api.get("/containers/json?all=1").json()).isEmpty();
    }

    @Test
    void oneNameForManyGoesToExactlyOne() throws Exception {
        Api api = daemon.api();
        List<Integer> statuses = java.util.Collections.synchronizedList(new ArrayList<>());
        inParallel(
                java.util.Collections.nCopies(10, "contested"),
                name -> statuses.add(api.post("/containers/create?name=" + name, "{\"Image\":\"busybox\"}")
                        .status()));
        assertThat(statuses).hasSize(10).containsOnlyOnce(201);
        assertThat(statuses.stream().filter(s -> s != 201)).containsOnly(409);
    }

    @Test
    void oneContainerStoppedKilledAndRemovedAtOnce() throws Exception {
        Api api = daemon.api();
        for (int round = 0; round < 3; round++) {
            String id = api.post("/containers/create", "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"]}")
                    .json()
                    .path("Id")
                    .asText();
            inParallel(
                    List.of(
                            "start",
                            "start",
                            "pause",
                            "unpause",
                            "stop?t=0",
                            "kill",
                            "restart?t=0",
                            "rename?name=race" + round),
                    verb -> assertThat(
                                    api.post("/containers/" + id + "/" + verb).status())
                            .isIn(200, 204, 304, 404, 409, 500));
            assertThat(api.delete("/containers/" + id + "?force=1").status()).isEqualTo(204);
            assertThat(api.get("/containers/" + id + "/json").status()).isEqualTo(404);
        }
    }

    private interface Step {
        void on(String subject) throws IOException;
    }

    private static void inParallel(List<String> subjects, Step step) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (String subject : subjects) {
                all.add(threads.submit(() -> {
                    step.on(subject);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
