package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Images and containers come and go side by side, a crash in the middle: what is in use stays, what is not goes. */
@EnabledIf("onProa")
class GarbageTest {
    /** What is made of it must be there until its maker removes it. */
    private static final String KEPT = "kept";

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger lives = new AtomicInteger();
    private volatile boolean killed;

    static boolean onProa() {
        return EngineKind.CURRENT == EngineKind.PROA;
    }

    private static List<String> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    @Test
    void whatIsInUseStaysAndWhatIsNotGoes() throws Exception {
        try (Daemon daemon = Daemon.start()) {
            Api api = daemon.api();
            Fixtures.loadInto(daemon);
            byte[] contested = archive(daemon, "contested:1", "{\"kind\":\"contested\"}");
            phase(daemon, contested, 0, true);
            daemon.startAgain();
            assertThat(verify(api)).isEmpty();
            phase(daemon, contested, 1, false);
            assertThat(verify(api)).isEmpty();

            daemon.cleanUp(List.of());
            Path root = daemon.home().root();
            Await.until(
                    "the last layer is gone",
                    () -> below(root.resolve("snapshots")).equals(List.of("staging")));
            Await.until(
                    "the last blob is gone",
                    () -> below(root.resolve("content/sha256")).isEmpty());
            assertThat(below(root.resolve("snapshots/staging"))).isEmpty();
            // The init layer all containers share has no owner but the daemon.
            assertThat(below(root.resolve("containers"))).allMatch(name -> name.startsWith(".init-"));
            assertThat(api.get("/images/json?all=1").json()).isEmpty();
            daemon.stopAndExpectNothingLeft();
        }
    }

    /** All of it at once, each several times; then waits, or kills the daemon in the middle. */
    private void phase(Daemon daemon, byte[] contested, int phase, boolean kill) throws Exception {
        Api api = daemon.api();
        over.set(false);
        killed = false;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> owners = new ArrayList<>();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String name = "own" + phase + i;
                byte[] archive = archive(daemon, name + ":1", "{\"kind\":\"" + KEPT + "\"}");
                owners.add(threads.submit(repeated(kill ? 1000 : 6, () -> wholeLife(api, name, archive))));
            }
            others.add(threads.submit(repeated(1000, () -> status(load(api, contested), 200))));
            others.add(threads.submit(repeated(1000, () -> status(api.delete("/images/contested:1"), 200, 404, 409))));
            others.add(threads.submit(repeated(1000, () -> ofAContestedImage(api))));
            others.add(threads.submit(repeated(1000, () -> prunedAtAnyMoment(api))));
            others.add(threads.submit(repeated(1000, () -> prune(api))));
            if (kill) {
                Await.until(
                        "a life was lived",
                        () -> lives.get() >= 4 || owners.stream().anyMatch(Future::isDone));
                killed = true;
                daemon.kill();
            }
            for (Future<?> owner : owners) {
                owner.get();
            }
            over.set(true);
            for (Future<?> other : others) {
                other.get();
            }
        } finally {
            over.set(true);
        }
    }

    private Callable<Void> repeated(int times, Step step) {
        return () -> {
            for (int i = 0; i < times && !over.get() && !killed; i++) {
                try {
                    step.run();
                } catch (IOException | RuntimeException | AssertionError failure) {
                    if (!killed) {
                        over.set(true);
                        throw failure;
                    }
                }
            }
            return null;
        };
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Nobody else touches these: each step succeeds. */
    private void wholeLife(Api api, String name, byte[] archive) throws IOException {
        status(load(api, archive), 200);
        status(api.get("/images/" + name + ":1/json"), 200);
        String id = create(api, name + ":1", KEPT, 201);
        status(api.post("/containers/" + id + "/start"), 204);
        status(api.post("/containers/" + id + "/wait"), 200);
        assertThat(api.get("/containers/" + id + "/json")
                        .json()
                        .path("State")
                        .path("ExitCode")
                        .asInt())
                .isZero();
        String image = status(api.post("/commit?container=" + id + "&repo=" + name + "&tag=2"), 201)
                .json()
                .path("Id")
                .asText();
        status(api.get("/images/" + image + "/json"), 200);
        String second = create(api, name + ":2", KEPT, 201);
        status(api.post("/containers/" + second + "/start"), 204);
        status(api.delete("/containers/" + id + "?force=1"), 204);
        status(api.delete("/containers/" + second + "?force=1"), 204);
        status(api.delete("/images/" + name + ":2"), 200);
        status(api.delete("/images/" + name + ":1"), 200);
        lives.incrementAndGet();
    }

    /** The image may be gone, but a container made of it has all it needs. */
    private static void ofAContestedImage(Api api) throws IOException {
        String id = create(api, "contested:1", KEPT, 201, 404);
        if (!id.isEmpty()) {
            status(api.post("/containers/" + id + "/start"), 204);
            status(api.delete("/containers/" + id + "?force=1"), 204);
        }
    }

    /** A prune may come before its start, never during it. */
    private static void prunedAtAnyMoment(Api api) throws IOException {
        String id = create(api, "busybox", "fleeting", 201);
        status(api.post("/containers/" + id + "/start"), 204, 404, 409);
        status(api.delete("/containers/" + id + "?force=1"), 204, 404, 409);
    }

    private static void prune(Api api) throws IOException {
        String fleeting = URLEncoder.encode("{\"label\":[\"kind=fleeting\"]}", StandardCharsets.UTF_8);
        status(api.post("/containers/prune?filters=" + fleeting), 200);
        status(api.post("/images/prune"), 200);
        String contested =
                URLEncoder.encode("{\"dangling\":[\"false\"],\"label\":[\"kind=contested\"]}", StandardCharsets.UTF_8);
        status(api.post("/images/prune?filters=" + contested), 200);
        status(api.get("/system/df"), 200);
    }

    private static String create(Api api, String image, String kind, int... expected) throws IOException {
        return status(
                        api.post(
                                "/containers/create",
                                "{\"Image\":\"" + image
                                        + "\",\"Cmd\":[\"sh\",\"-c\",\"echo $$ > /new\"],\"Labels\":{\"kind\":\"" + kind
                                        + "\"}}"),
                        expected)
                .json()
                .path("Id")
                .asText();
    }

    private static Api.Response load(Api api, byte[] archive) throws IOException {
        Api.Response response =
                api.request("POST", "/images/load", List.of("Host: x", "Content-Type: application/x-tar"), archive);
        assertThat(response.text()).doesNotContain("\"error\"");
        return response;
    }

    private static Api.Response status(Api.Response response, int... expected) {
        assertThat(expected).as("%s", response).contains(response.status());
        return response;
    }

    private static byte[] archive(Daemon daemon, String tag, String labels) throws IOException {
        Path file = Fixtures.busyboxLike(tag)
                .layer(new Layer().file("of", tag, 0644))
                .config("Labels", labels)
                .writeDockerArchive(daemon.home().dir().resolve("archive.tar"));
        return Files.readAllBytes(file);
    }

    private static JsonNode verify(Api api) throws IOException {
        return status(api.get("/proa/images/verify"), 200).json().path("Damaged");
    }
}
