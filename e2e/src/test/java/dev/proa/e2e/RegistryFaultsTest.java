package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Registries and networks that go wrong. The daemon is one of its own that waits for a silent registry no longer than
 * two seconds; what a test needs a silent registry for without that limit, it asks of the shared one.
 */
class RegistryFaultsTest {

    private static RegistryFixture registry;
    private static Daemon daemon;
    private static Cli cli;

    private FaultProxy proxy;
    private String repository;
    private RegistryImage image;

    @BeforeAll
    static void start() throws IOException {
        registry = RegistryFixture.start();
        daemon = Daemon.start(DaemonHome.create(), List.of("--registry-timeout", "2", "--max-download-attempts", "3"));
        cli = Cli.docker(daemon);
    }

    @AfterAll
    static void stop() throws IOException {
        registry.close();
        daemon.stopAndExpectNothingLeft();
    }

    @BeforeEach
    void image() throws IOException {
        repository = SharedEngine.freshName("faults");
        byte[] noise = new byte[2_000_000];
        new Random(repository.hashCode()).nextBytes(noise);
        image = registry.put(
                repository,
                "1",
                RegistryImage.of(new ImageArchive("unused")
                        .layer(new Layer().file("noise", noise, 0644, 0, 0, Map.of()))
                        .layer(new Layer().file("small", repository, 0644))));
        proxy = FaultProxy.before(registry);
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    private String name() {
        return proxy.name(repository + ":1");
    }

    private String blob(int layer) {
        return "/blobs/" + image.layerDigest(layer);
    }

    /** What is stored, but for what is kept for a while after pulls that were given up. */
    private static Set<Path> content() throws IOException {
        cli.run("image", "prune", "-f").ok();
        try (Stream<Path> files = Files.walk(daemon.home().root().resolve("content"))) {
            return Set.copyOf(files.filter(Files::isRegularFile).toList());
        }
    }

    /** The image is whole: what was pulled runs through every layer again when it is saved. */
    private void expectWhole() {
        assertThat(cli.run("image", "inspect", "-f", "{{len .RootFS.Layers}}", name())
                        .ok())
                .isEqualTo("2");
        cli.run("rmi", name()).ok();
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() {
        proxy.on("GET", blob(0), 1, answer -> answer.cutAfter(700_000))
                .on("GET", blob(1), 1, answer -> answer.cutAfter(0));
        cli.run("pull", "-q", name()).ok();
        List<FaultProxy.Seen> asked = proxy.seen("GET", blob(0));
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().range()).matches("bytes=[1-9][0-9]*-");
        expectWhole();
    }

    @Test
    void whereTheRegistryKnowsNoRangesItBeginsAnew() {
        proxy.on("GET", blob(0), answer -> {
                    if (answer.header("Range") == null) {
                        answer.passThrough();
                    } else {
                        answer.send(200, Map.of(), image.blobs().get(1));
                    }
                })
                .on("GET", blob(0), 1, answer -> answer.cutAfter(700_000));
        cli.run("pull", "-q", name()).ok();
        expectWhole();
    }

    @Test
    void anOverloadedRegistryIsAskedAgain() {
        proxy.on("GET", "/manifests/", 2, answer -> answer.send(503, Map.of(), "busy"))
                .on("GET", blob(0), 1, answer -> answer.send(429, Map.of("Retry-After", "1"), "slow down"))
                .on("GET", blob(1), 2, answer -> answer.send(500, Map.of(), "oops"));
        cli.run("pull", "-q", name()).ok();
        assertThat(proxy.seen("GET", "/manifests/")).hasSize(3);
        assertThat(proxy.seen("GET", blob(0))).hasSize(2);
        expectWhole();
    }

    @Test
    void aRegistryThatStaysOverloadedIsGivenUp() throws IOException {
        Set<Path> before = content();
        proxy.on("GET", "/manifests/", answer -> answer.send(503, Map.of(), "busy"));
        assertThat(cli.run("pull", name()).exits(1).err()).contains("unexpected status code 503: busy");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void wrongBytesAreNeverTaken() throws IOException {
        Set<Path> before = content();
        proxy.on("GET", blob(0), answer -> answer.damage());
        assertThat(cli.run("pull", name()).exits(1).err())
                .contains("filesystem layer verification failed for digest " + image.layerDigest(0));
        assertThat(cli.run("images", "-q", proxy.name(repository)).ok()).isEmpty();
        assertThat(content()).isEqualTo(before);
        // Damage on the way happens once; the registry has the right bytes.
        proxy.heal();
        proxy.on("GET", blob(0), 1, answer -> answer.damage());
        cli.run("pull", "-q", name()).ok();
        expectWhole();
    }

    @Test
    void aManifestThatIsAnotherThanWasAskedForIsRefused() throws IOException {
        proxy.on(
                "GET",
                "/manifests/sha256:",
                answer -> answer.send(200, Map.of("Content-Type", image.mediaType()), image.manifestText() + " "));
        String byDigest = proxy.name(repository + "@" + image.digest());
        assertThat(cli.run("pull", byDigest).exits(1).err())
                .contains("manifest verification failed for digest " + image.digest());
    }

    @Test
    void sizesThatAreNotTrueAreRefused() throws IOException {
        Set<Path> before = content();
        int size = image.blobs().get(1).length;
        for (int claimed : new int[] {size - 1, size + 1}) {
            proxy.heal();
            proxy.on(
                    "GET",
                    "/manifests/",
                    answer -> answer.send(
                            200,
                            Map.of("Content-Type", image.mediaType()),
                            image.manifestText().replace("\"size\":" + size, "\"size\":" + claimed)));
            assertThat(cli.run("pull", name()).exits(1).err())
                    .containsAnyOf("is larger than the " + claimed + " bytes", "where its manifest says " + claimed);
            assertThat(cli.run("images", "-q", proxy.name(repository)).ok()).isEmpty();
        }
        assertThat(content())
                .doesNotContainAnyElementsOf(List.of(daemon.home()
                        .root()
                        .resolve("content/sha256/" + image.layerDigest(0).substring(7))));
        cli.run("image", "prune", "-f").ok();
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aSilentRegistryIsGivenUp() throws IOException {
        Set<Path> before = content();
        proxy.on("GET", blob(0), answer -> answer.stallAfter(1000));
        assertThat(cli.run("pull", name()).exits(1).err()).contains("the registry sent nothing for 2.0 seconds");
        assertThat(cli.run("images", "-q", proxy.name(repository)).ok()).isEmpty();
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void credentialsDoNotFollowToAnotherHost() throws IOException {
        String secret = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        try (FaultProxy elsewhere = FaultProxy.before(registry)) {
            proxy.on("GET", "/v2/", answer -> {
                if (secret.equals(answer.header("Authorization"))) {
                    answer.passThroughUnauthorized();
                } else {
                    answer.send(401, Map.of("WWW-Authenticate", "Basic realm=\"test\""), "");
                }
            });
            for (int layer = 0; layer < 2; layer++) {
                proxy.on(
                        "GET",
                        blob(layer),
                        answer ->
                                answer.send(307, Map.of("Location", "http://" + elsewhere.host() + answer.path()), ""));
            }
            pullAs("{\"username\":\"me\",\"password\":\"secret\"}");
            assertThat(proxy.seen("GET", "/manifests/")).allMatch(seen -> secret.equals(seen.authorization()));
            assertThat(elsewhere.seen("GET", "/blobs/")).hasSize(2).allMatch(seen -> seen.authorization() == null);
        }
        expectWhole();
    }

    private void pullAs(String auth) throws IOException {
        String header = Base64.getUrlEncoder().encodeToString(auth.getBytes(StandardCharsets.UTF_8));
        Api.Response answer = daemon.api()
                .request(
                        "POST",
                        "/images/create?fromImage=" + proxy.name(repository) + "&tag=1",
                        List.of("Host: localhost", "X-Registry-Auth: " + header, "Content-Length: 0"),
                        new byte[0]);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("Status: Downloaded newer image");
    }

    @Test
    void tokensAreFetchedOnceAndSentToTheRegistryOnly() throws IOException {
        try (FaultProxy tokens = FaultProxy.alone()) {
            tokens.on("GET", "/token", answer -> answer.send(200, Map.of(), "{\"token\":\"let-me-in\"}"));
            FaultProxy.Fault guarded = answer -> {
                if ("Bearer let-me-in".equals(answer.header("Authorization"))) {
                    answer.passThroughUnauthorized();
                } else {
                    answer.send(
                            401,
                            Map.of(
                                    "WWW-Authenticate",
                                    "Bearer realm=\"http://" + tokens.host() + "/token\",service=\"test\""),
                            "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}");
                }
            };
            proxy.on("GET", "/v2/", guarded);
            pullAs("{\"username\":\"me\",\"password\":\"secret\"}");
            List<FaultProxy.Seen> asked = tokens.seen("GET", "/token");
            assertThat(asked).hasSize(1);
            assertThat(asked.getFirst().path())
                    .contains("service=test", "account=me", "scope=repository%3A" + repository + "%3Apull");
            assertThat(asked.getFirst().authorization()).startsWith("Basic ");
            assertThat(proxy.seen())
                    .noneMatch(seen -> String.valueOf(seen.authorization()).startsWith("Basic"));
            tokens.on(
                    "GET",
                    "/token",
                    answer -> answer.send(
                            401, Map.of(), "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"bad password\"}]}"));
            expectWhole();
            assertThat(cli.run("pull", name()).exits(1).err()).contains("unauthorized: bad password");
        }
    }

    @Test
    void concurrentPullsFetchASharedLayerOnce() throws IOException {
        String other = repository + "-other";
        registry.put(other, "1", image);
        // The first byte of the large layer is not sent before both pulls want it.
        proxy.on("GET", blob(0), answer -> {
            Await.until(
                    "both pulls have begun",
                    () -> proxy.seen("GET", "/" + repository + "/manifests/").size()
                                    + proxy.seen("GET", "/" + other + "/manifests/")
                                            .size()
                            >= 2);
            answer.passThrough();
        });
        Cli shared = Cli.docker(SharedEngine.daemon());
        Cli.Running first = shared.start("pull", name());
        Cli.Running second = shared.start("pull", proxy.name(other + ":1"));
        first.result().exits(0);
        second.result().exits(0);
        assertThat(proxy.seen("GET", blob(0))).hasSize(1);
        shared.run("rmi", proxy.name(other + ":1"), name()).ok();
    }

    @Test
    void aPullThatIsGivenUpHandsItsDownloadOver() throws IOException {
        Daemon patient = SharedEngine.daemon();
        Cli shared = Cli.docker(patient);
        proxy.on("GET", blob(0), 1, answer -> answer.holdAfter(1000));
        Cli.Running first = shared.start("pull", name());
        Await.until("the first pull downloads", () -> proxy.stalled() == 1);
        Cli.Running second = shared.start("pull", proxy.name(repository + "@" + image.digest()));
        second.awaitOut("Pulling fs layer");
        first.kill();
        first.process().onExit().join();
        proxy.resume();
        second.result().exits(0);
        assertThat(proxy.seen("GET", blob(0))).hasSize(1);
        shared.run("rmi", proxy.name(repository + "@" + image.digest())).ok();
    }

    @Test
    void aPullThatIsGivenUpLeavesVerifiedBlobsOnly() throws IOException {
        Daemon patient = SharedEngine.daemon();
        Cli shared = Cli.docker(patient);
        Path content = patient.home().root().resolve("content");
        Path small = content.resolve("sha256").resolve(image.layerDigest(1).substring("sha256:".length()));
        proxy.on("GET", blob(0), answer -> answer.holdAfter(1000));
        Cli.Running pull = shared.start("pull", name());
        Await.until(
                "the small layer is here and the large one is not", () -> Files.exists(small) && proxy.stalled() >= 1);
        pull.kill();
        Await.until("the partial download is gone", () -> {
            try (Stream<Path> drafts = Files.list(content.resolve("drafts"))) {
                return drafts.findAny().isEmpty();
            }
        });
        assertThat(shared.run("images", "-q", name()).ok()).isEmpty();
        assertThat(small).exists();
        proxy.heal();
        proxy.forget();
        shared.run("pull", "-q", name()).ok();
        assertThat(proxy.seen("GET", blob(1))).isEmpty();
        shared.run("rmi", name()).ok();
        assertThat(small).doesNotExist();
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        Map<String, String> manifests = Map.of(
                "{\"schemaVersion\":1,\"name\":\"x\",\"tag\":\"1\",\"fsLayers\":[]}",
                "schema version 1",
                image.manifestText().replace("docker.image.rootfs.diff", "docker.image.rootfs.foreign.diff"),
                "foreign URL",
                image.manifestText().replace("docker.container.image.v1", "cncf.helm.config.v1"),
                "no container image",
                "<html>sign in</html>",
                "invalid JSON",
                image.manifestText().replaceFirst("\\{[^{}]*rootfs[^{}]*},", ""),
                "layers from manifest don't match image configuration");
        for (Map.Entry<String, String> manifest : manifests.entrySet()) {
            proxy.heal();
            proxy.on(
                    "GET",
                    "/manifests/",
                    answer -> answer.send(200, Map.of("Content-Type", image.mediaType()), manifest.getKey()));
            assertThat(cli.run("pull", name()).exits(1).err()).contains(manifest.getValue());
            assertThat(cli.run("images", "-q", proxy.name(repository)).ok()).isEmpty();
        }
    }

    @Test
    void aFailureOnTheWayIsTheLastLine() throws IOException {
        proxy.on(
                "GET",
                blob(0),
                answer -> answer.send(
                        404,
                        Map.of(),
                        "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\",\"message\":\"blob unknown to registry\"}]}"));
        Api.Response answer = daemon.api().post("/images/create?fromImage=" + proxy.name(repository) + "&tag=1");
        assertThat(answer.status()).isEqualTo(200);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : answer.text().split("\r\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(Api.JSON.readTree(line));
            }
        }
        assertThat(lines.getLast().path("error").asText()).contains("blob unknown to registry");
        assertThat(lines.getLast().path("errorDetail").path("message").asText())
                .isEqualTo(lines.getLast().path("error").asText());
    }
}
