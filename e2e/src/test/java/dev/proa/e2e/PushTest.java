package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code push}, looked at by other tools and spoilt by a proxy. */
@EachCli
class PushTest {
    private static final String NOBODY = "nobody-has-this";

    private static final int LARGE = 16 << 20;
    /** Where a large upload breaks off. */
    private static final int BROKEN = 12 << 20;

    private static RegistryFixture registry;

    private final Cli cli;

    PushTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeAll
    static void startRegistry() throws IOException {
        // Locations without a host, so that a proxy before it stays on the way.
        registry = RegistryFixture.start(RegistryFixture.Options.PLAIN.with("  relativeurls: true\n"));
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    /** A repository that no other test has. */
    private String repository() {
        return SharedEngine.freshName("push-" + cli);
    }

    /** An image of its own with some layers, the topmost large enough to be sent in a request of its own. */
    private static ImageArchive image(String tag) {
        byte[] noise = new byte[2 << 20];
        new Random(tag.hashCode()).nextBytes(noise);
        return new ImageArchive(tag)
                .layer(new Layer().file("a", "of " + tag, 0644))
                .layer(new Layer().file("b", "more of " + tag, 0644))
                .layer(new Layer().file("noise", noise, 0644));
    }

    private void load(ImageArchive image) throws IOException {
        Path archive = image.writeDockerArchive(
                Files.createTempFile(cli.daemon().home().dir(), "push", ".tar"));
        cli.run("load", "-i", archive.toString()).ok();
        Files.delete(archive);
    }

    private String loaded(String host) throws IOException {
        String name = host + "/" + repository() + ":1";
        load(image(name));
        return name;
    }

    private String repoDigest(String name) throws IOException {
        JsonNode digests =
                Api.JSON.readTree(cli.run("image", "inspect", name).ok()).get(0).get("RepoDigests");
        String repository = name.substring(0, name.lastIndexOf(':'));
        for (JsonNode digest : digests) {
            if (digest.asText().startsWith(repository + "@")) {
                return digest.asText().substring(repository.length() + 1);
            }
        }
        throw new AssertionError(repository + " is not in " + digests);
    }

    private static JsonNode skopeo(String name) throws IOException {
        return Api.JSON.readTree(Host.exec("skopeo", "inspect", "--tls-verify=false", "docker://" + name));
    }

    private static String rawManifest(String name) {
        return Host.exec("skopeo", "inspect", "--raw", "--tls-verify=false", "docker://" + name);
    }

    @ConcurrentTest
    void tellsWhatItDoesAndWhatTheTagIsNow() throws IOException {
        String name = loaded(registry.host());
        Cli.Result first = cli.run("push", name).exits(0);
        String digest = repoDigest(name);
        assertThat(first.outLines().getFirst())
                .isEqualTo("The push refers to repository [" + name.substring(0, name.length() - 2) + "]");
        assertThat(first.out()).contains(": Preparing\n").doesNotContain("already exists");
        assertThat(first.outLines())
                .filteredOn(line -> line.endsWith(": Pushed"))
                .hasSize(3);
        assertThat(first.outLines().getLast()).startsWith("1: digest: " + digest + " size: ");

        assertThat(cli.run("push", name).exits(0).outLines())
                .filteredOn(line -> line.endsWith(": Layer already exists"))
                .hasSize(3);
        assertThat(cli.run("push", "-q", name).ok()).isEqualTo(name);
        assertThat(cli.run("images", "--digests", name.substring(0, name.length() - 2))
                        .ok())
                .contains(digest);
    }

    @ConcurrentTest
    void whatWasLoadedIsTheSameForOtherTools(@TempDir Path dir) throws IOException {
        String name = loaded(registry.host());
        cli.run("push", name).ok();
        String digest = repoDigest(name);
        assertThat(skopeo(name).get("Digest").asText()).isEqualTo(digest);
        String id = cli.run("image", "inspect", "-f", "{{.Id}}", name).ok();

        Path policy = dir.resolve("policy.json");
        Files.writeString(policy, "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
        String pulled = Host.exec(
                "podman",
                "--root",
                dir.resolve("root").toString(),
                "--runroot",
                dir.resolve("run").toString(),
                "--storage-driver",
                "vfs",
                "pull",
                "--quiet",
                "--tls-verify=false",
                "--signature-policy",
                policy.toString(),
                name);
        assertThat("sha256:" + pulled.strip()).isEqualTo(id);
    }

    @ConcurrentTest
    void whatWasPulledIsPushedByteForByteAndMountedInTheSameRegistry() throws IOException {
        for (RegistryImage.Form form : RegistryImage.Form.values()) {
            String from = repository();
            RegistryImage image = registry.put(from, "1", RegistryImage.of(image(from), form));
            cli.run("pull", registry.name(from + ":1")).ok();
            String to = registry.name(repository() + ":2");
            cli.run("tag", registry.name(from + ":1"), to).ok();
            assertThat(cli.run("push", to).exits(0).outLines())
                    .as("%s", form)
                    .filteredOn(line -> line.endsWith(": Mounted from " + from))
                    .hasSize(3);
            assertThat(rawManifest(to)).isEqualTo(image.manifestText());
            assertThat(repoDigest(to)).isEqualTo(image.digest());
        }
    }

    @ConcurrentTest
    void whatMayNotBeReadIsNotMountedButSent(@TempDir Path dir) throws Exception {
        try (TokenServer tokens = TokenServer.start(dir);
                RegistryFixture guarded =
                        RegistryFixture.start(RegistryFixture.Options.PLAIN.with(tokens.registryYaml()))) {
            Cli user = cli.with(Map.of("DOCKER_CONFIG", dir.toString()));
            user.runWithInput(TokenServer.PASSWORD, "login", "-u", TokenServer.USER, "--password-stdin", guarded.host())
                    .exits(0);
            String from = loaded(guarded.host());
            user.run("push", from).ok();
            tokens.refuse(from.substring(guarded.host().length() + 1, from.length() - 2));
            String to = guarded.name(repository() + ":1");
            user.run("tag", from, to).ok();
            assertThat(user.run("push", to).exits(0).out()).doesNotContain("Mounted");
            user.run("rmi", from, to).ok();
            user.run("pull", to).ok();
            user.run("rmi", to).ok();
        }
    }

    @ConcurrentTest
    void whatWasCompressedForOneRepositoryIsMountedIntoAnotherUnread() throws IOException {
        assumeThat(EngineKind.CURRENT).as("changes Proa's store").isEqualTo(EngineKind.PROA);
        try (FaultProxy proxy = FaultProxy.before(registry)) {
            String from = loaded(proxy.host());
            cli.run("push", from).ok();
            long config = 64 << 10; // more than it has
            long sent = proxy.received();
            for (JsonNode diffId : Api.JSON
                    .readTree(cli.run("image", "inspect", from).ok())
                    .get(0)
                    .at("/RootFS/Layers")) {
                overwrite(diffId.asText());
            }
            String to = proxy.name(repository() + ":2");
            cli.run("tag", from, to).ok();
            String source = from.substring(proxy.host().length() + 1, from.length() - 2);
            assertThat(cli.run("push", to).exits(0).outLines())
                    .filteredOn(line -> line.endsWith(": Mounted from " + source))
                    .hasSize(3);
            assertThat(proxy.received() - sent).isLessThan(config);
            assertThat(rawManifest(to)).isEqualTo(rawManifest(from));
            cli.run("rmi", from, to).ok();
        }
    }

    /** Whoever compresses the layer from now on makes something else of it. */
    private void overwrite(String blob) throws IOException {
        Path stored = cli.daemon().home().root().resolve("content/sha256").resolve(blob.substring("sha256:".length()));
        byte[] tar = Files.readAllBytes(stored);
        tar[0] ^= 1;
        Files.write(stored, tar);
    }

    @ConcurrentTest
    void whatARegistryHasNoMoreToMountIsSent() throws IOException {
        try (FaultProxy proxy = FaultProxy.before(registry)) {
            String from = loaded(proxy.host());
            cli.run("push", from).ok();
            String manifest = rawManifest(from);
            String source = from.substring(proxy.host().length() + 1, from.length() - 2);
            for (JsonNode layer : Api.JSON.readTree(manifest).get("layers")) {
                registry.deleteBlob(source, layer.get("digest").asText());
            }
            String to = proxy.name(repository() + ":2");
            cli.run("tag", from, to).ok();
            assertThat(cli.run("push", to).exits(0).outLines())
                    .filteredOn(line -> line.endsWith(": Pushed"))
                    .hasSize(3);
            assertThat(proxy.seen("POST", "?mount=")).isNotEmpty();
            assertThat(rawManifest(to)).isEqualTo(manifest);
            cli.run("rmi", from, to).ok();
        }
    }

    @ConcurrentTest
    void whatSkopeoMadeGoesOnToAnotherRegistryAsItIs(@TempDir Path dir) throws IOException {
        String repository = repository();
        Path archive = image(repository).writeDockerArchive(dir.resolve("image.tar"));
        registry.copyIn("docker-archive:" + archive, repository + ":1");
        cli.run("pull", registry.name(repository + ":1")).ok();
        try (RegistryFixture other = RegistryFixture.start()) {
            String to = other.name(repository + ":1");
            cli.run("tag", registry.name(repository + ":1"), to).ok();
            cli.run("push", to).ok();
            assertThat(rawManifest(to)).isEqualTo(rawManifest(registry.name(repository + ":1")));
            cli.run("rmi", to).ok();
        }
    }

    @ConcurrentTest
    void aSavedImageIsAlwaysTheSameAndKeepsItsDigestsElsewhere(@TempDir Path dir) throws IOException {
        String repository = repository();
        RegistryImage image = registry.put(repository, "1", RegistryImage.of(image(repository)));
        String name = registry.name(repository + ":1");
        cli.run("pull", name).ok();
        Path one = dir.resolve("one.tar");
        Path two = dir.resolve("two.tar");
        cli.run("save", "-o", one.toString(), name).ok();
        cli.run("save", "-o", two.toString(), name).ok();
        assertThat(one).hasSameBinaryContentAs(two);

        cli.run("rmi", name).ok();
        cli.run("load", "-i", one.toString()).ok();
        registry.delete(repository, image.digest());
        cli.run("push", name).ok();
        assertThat(repoDigest(name)).isEqualTo(image.digest());
        assertThat(rawManifest(name)).isEqualTo(image.manifestText());
    }

    @ConcurrentTest
    void allTagsOfARepository() throws IOException {
        String name = loaded(registry.host());
        String repository = name.substring(0, name.length() - 2);
        cli.run("tag", name, repository + ":zwei").ok();
        assertThat(cli.run("push", repository).exits(1).err())
                .contains("tag does not exist: " + repository + ":latest");
        Cli.Result all = cli.run("push", "--all-tags", repository).exits(0);
        assertThat(all.outLines())
                .filteredOn(line -> line.contains(": digest: "))
                .hasSize(2);
        assertThat(skopeo(name).get("RepoTags")).extracting(JsonNode::asText).containsExactlyInAnyOrder("1", "zwei");
        assertThat(cli.run("push", "-a", name).exits(1).err()).contains("tag can't be used with --all-tags/-a");
    }

    @ConcurrentTest
    void whatIsNotHereIsRefused() throws IOException {
        String name = registry.name(NOBODY);
        assertThat(cli.run("push", name).exits(1).err())
                .contains("An image does not exist locally with the tag: " + name);
        assertThat(cli.run("push", name + "@sha256:" + "0".repeat(64)).exits(1).err())
                .contains("cannot push a digest reference");
        Api.Response bare = cli.daemon().api().post("/images/" + name + "/push");
        assertThat(bare.status()).isEqualTo(400);
        assertThat(bare.message()).startsWith("bad parameters and missing X-Registry-Auth");
    }

    @ConcurrentTest
    void onlyForThePlatformItIsFor() throws IOException {
        String name = loaded(registry.host());
        for (String other : List.of("linux/arm64", "arm64", "aarch64")) {
            assertThat(cli.run("push", "--platform", other, name).exits(1).err())
                    .contains("does not")
                    .contains("linux/arm64");
        }
        for (String here : List.of("linux/amd64", "linux", "x86_64")) {
            cli.run("push", "--platform", here, name).ok();
        }
        assertThat(cli.run("push", "--platform", "nonsense", name).exits(1).err())
                .contains("\"nonsense\": unknown operating system or architecture: invalid argument");
        assertThat(cli.run("push", "--platform", "a/b/c/d", name).exits(1).err())
                .contains("\"a/b/c/d\": cannot parse platform specifier: invalid argument");
    }

    @ConcurrentTest
    void isToldAsAnEvent() throws IOException {
        String name = loaded(registry.host());
        String before = String.valueOf(java.time.Instant.now().getEpochSecond() - 1);
        cli.run("push", "-q", name).ok();
        String after = String.valueOf(java.time.Instant.now().getEpochSecond() + 1);
        assertThat(cli.run(
                                "events",
                                "--since",
                                before,
                                "--until",
                                after,
                                "-f",
                                "event=push",
                                "--format",
                                "{{.Actor.ID}}")
                        .outLines())
                .contains(name);
    }

    @ConcurrentTest
    void goesOnAfterBrokenConnectionsAndOverload() throws IOException {
        try (FaultProxy proxy = FaultProxy.before(registry)) {
            proxy.on("POST", "/blobs/uploads/", 1, answer -> answer.send(503, Map.of(), ""))
                    .on("PUT", "/manifests/", 1, answer -> answer.send(429, Map.of("Retry-After", "0"), ""))
                    .on("PATCH", "/blobs/uploads/", 1, FaultProxy::hangUp)
                    .on("PUT", "/blobs/uploads/", 1, answer -> answer.send(500, Map.of(), ""));
            String name = loaded(proxy.host());
            cli.run("push", name).ok();
            assertThat(proxy.seen("PATCH", "/blobs/uploads/")).hasSizeGreaterThan(1);
            proxy.heal();
            String id = cli.run("image", "inspect", "-f", "{{.Id}}", name).ok();
            String digest = repoDigest(name);
            cli.run("rmi", "-f", id).ok();
            cli.run("pull", name).ok();
            assertThat(cli.run("image", "inspect", "-f", "{{.Id}}", name).ok()).isEqualTo(id);
            assertThat(repoDigest(name)).isEqualTo(digest);
            cli.run("rmi", "-f", id).ok();
        }
    }

    @ConcurrentTest
    void anUploadThatBreaksGoesOnWhereTheRegistryHasIt() throws IOException {
        assumeThat(EngineKind.CURRENT).as("dockerd begins again").isEqualTo(EngineKind.PROA);
        try (FaultProxy proxy = FaultProxy.before(registry)) {
            proxy.on("PATCH", "/blobs/uploads/", 1, answer -> answer.cutUploadAfter(BROKEN));
            long sent = pushLarge(proxy);
            assertThat(proxy.seen("PATCH", "/blobs/uploads/")).hasSize(2);
            assertThat(proxy.seen("DELETE", "/blobs/uploads/")).isEmpty();
            assertThat(sent).isBetween((long) LARGE, LARGE + (1L << 20));
        }
    }

    @ConcurrentTest
    void anUploadThatBreaksArrivesWholeWhateverTheRegistryKeptOfIt() throws IOException {
        try (FaultProxy proxy = FaultProxy.before(registry)) {
            proxy.on("PATCH", "/blobs/uploads/", 1, answer -> answer.cutRequestAfter(BROKEN));
            pushLarge(proxy);
            assertThat(proxy.seen("PATCH", "/blobs/uploads/")).hasSizeGreaterThan(1);
        }
    }

    /**
     * Pushes an image with a large layer and sees that it can be pulled again as it was.
     *
     * @return how many bytes the push has sent
     */
    private long pushLarge(FaultProxy proxy) throws IOException {
        String name = proxy.host() + "/" + repository() + ":1";
        byte[] noise = new byte[LARGE];
        new Random(name.hashCode()).nextBytes(noise);
        load(new ImageArchive(name).layer(new Layer().file("noise", noise, 0644)));
        cli.run("push", name).ok();
        long sent = proxy.received();
        String digest = repoDigest(name);
        assertThat(skopeo(name).get("Digest").asText()).isEqualTo(digest);
        String id = cli.run("image", "inspect", "-f", "{{.Id}}", name).ok();
        cli.run("rmi", "-f", id).ok();
        cli.run("pull", name).ok();
        assertThat(cli.run("image", "inspect", "-f", "{{.Id}}", name).ok()).isEqualTo(id);
        assertThat(repoDigest(name)).isEqualTo(digest);
        cli.run("rmi", "-f", id).ok();
        return sent;
    }

    @ConcurrentTest
    void aRefusalIsToldInTheRegistrysWords() throws IOException {
        try (FaultProxy proxy = FaultProxy.before(registry)) {
            proxy.on(
                    "POST",
                    "/blobs/uploads/",
                    answer -> answer.send(
                            403,
                            Map.of("Content-Type", "application/json"),
                            "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"requested access to the resource is denied\"}]}"));
            String name = loaded(proxy.host());
            assertThat(cli.run("push", name).exits(1).err())
                    .contains("denied: requested access to the resource is denied");
            assertThat(cli.run("image", "inspect", "-f", "{{.RepoDigests}}", name)
                            .ok())
                    .isEqualTo("[]");
            assertThat(proxy.seen("PUT", "/manifests/")).isEmpty();
            cli.run("rmi", name).ok();
        }
    }

    @ConcurrentTest
    void aRegistryThatSendsUploadsElsewhereLearnsNoCredentials() throws IOException {
        Path config = Files.createTempDirectory(cli.daemon().home().dir(), "config");
        try (FaultProxy elsewhere = FaultProxy.alone();
                RegistryFixture closed =
                        RegistryFixture.start(RegistryFixture.Options.PLAIN.withBasicAuth("ann", "s3cret"));
                FaultProxy proxy = FaultProxy.before(closed)) {
            proxy.on(
                    "POST",
                    "/blobs/uploads/",
                    answer -> answer.send(202, Map.of("Location", "http://" + elsewhere.host() + "/upload/1"), ""));
            String name = loaded(proxy.host());
            Cli known = cli.with(Map.of("DOCKER_CONFIG", config.toString()));
            known.runWithInput("s3cret", "login", "-u", "ann", "--password-stdin", proxy.host())
                    .ok();
            known.run("push", name).exits(1);
            assertThat(elsewhere.seen())
                    .isNotEmpty()
                    .allSatisfy(seen -> assertThat(seen.authorization()).isNull());
            assertThat(proxy.seen("POST", "/blobs/uploads/"))
                    .anySatisfy(seen -> assertThat(seen.authorization()).startsWith("Basic "));
            cli.run("rmi", name).ok();
        }
    }

    @Test
    void aClientThatGoesAwayEndsThePush() throws IOException {
        assumeThat(EngineKind.CURRENT).as("looks into Proa's store").isEqualTo(EngineKind.PROA);
        try (FaultProxy proxy = FaultProxy.before(registry)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            proxy.on("PATCH", "/blobs/uploads/", _ -> {
                begun.countDown();
                never.await(); // until the proxy is closed
            });
            String name = loaded(proxy.host());
            String id = cli.run("image", "inspect", "-f", "{{.Id}}", name).ok();
            Path blob = cli.daemon().home().root().resolve("content/sha256").resolve(id.substring("sha256:".length()));
            assertThat(blob).exists();
            Cli.Running push = cli.start("push", name);
            Await.until("the upload hangs", Duration.ofSeconds(60), () -> begun.getCount() == 0);
            cli.run("rmi", name).ok();
            assertThat(blob).as("held by the push").exists();
            push.kill();
            Await.until(
                    "nothing holds the image's blobs any more", Duration.ofSeconds(60), () -> Files.notExists(blob));
        }
    }
}
