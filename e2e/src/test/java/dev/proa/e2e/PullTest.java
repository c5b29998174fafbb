package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.e2e.RegistryImage.Entry;
import dev.proa.e2e.RegistryImage.Form;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Images from a real registry, by both commands. */
@EachCli
class PullTest {

    private static RegistryFixture registry;

    private final Cli cli;
    private final String repository = SharedEngine.freshName("pull");

    PullTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeAll
    static void startRegistry() throws IOException {
        registry = RegistryFixture.start();
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    private ImageArchive image(String mark) throws IOException {
        return Fixtures.marked(mark, repository);
    }

    @Test
    void anImageOfEachFormIsPulledAndRuns() throws IOException {
        for (Form form : Form.values()) {
            String tag = form.name().toLowerCase(java.util.Locale.ROOT);
            RegistryImage put = registry.put(repository, tag, RegistryImage.of(image(tag), form));
            String name = registry.name(repository + ":" + tag);
            String out = cli.run("pull", name).ok();
            assertThat(out)
                    .contains(tag + ": Pulling from " + repository)
                    .contains("Digest: " + put.digest())
                    .contains("Status: Downloaded newer image for " + name)
                    .endsWith(name);
            assertThat(cli.run("run", "--rm", name).ok()).isEqualTo(tag);
            assertThat(cli.run("image", "inspect", "-f", "{{index .RepoDigests 0}}", name)
                            .ok())
                    .isEqualTo(registry.name(repository + "@" + put.digest()));
            String again = cli.run("pull", name).ok();
            assertThat(again)
                    .contains("Status: Image is up to date for " + name)
                    .doesNotContain("Pulling fs layer");
        }
    }

    @Test
    void ofAListTheImageForThisPlatformIsTaken() throws IOException {
        RegistryImage list = RegistryImage.list(
                RegistryImage.OCI_INDEX,
                new Entry("{\"os\":\"unknown\",\"architecture\":\"unknown\"}", RegistryImage.of(image("attestation"))),
                new Entry("{\"os\":\"linux\",\"architecture\":\"s390x\"}", RegistryImage.of(image("s390x"))),
                new Entry(
                        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"variant\":\"v4\"}",
                        RegistryImage.of(image("too new"))),
                new Entry("{\"os\":\"linux\",\"architecture\":\"amd64\"}", RegistryImage.of(image("amd64"))),
                new Entry(
                        "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}",
                        RegistryImage.of(image("arm64"))));
        registry.put(repository, "list", list);
        String name = registry.name(repository + ":list");
        String host = Host.exec("uname", "-m").strip().equals("aarch64") ? "arm64" : "amd64";
        cli.run("pull", name).ok();
        assertThat(mark(name)).isEqualTo(host);
        // What the list is called, not the image in it, is what others get by the same name.
        assertThat(cli.run("image", "inspect", "-f", "{{join .RepoDigests \" \"}}", name)
                        .ok())
                .isEqualTo(registry.name(repository + "@" + list.digest()));
        cli.run("pull", "--platform", "linux/s390x", name).ok();
        assertThat(mark(name)).isEqualTo("s390x");
        assertThat(cli.run("pull", "--platform", "linux/riscv64", name).exits(1).err())
                .contains("no matching manifest for linux/riscv64 in the manifest list entries");
        assertThat(mark(name)).isEqualTo("s390x");
    }

    private String mark(String name) {
        return cli.run("image", "inspect", "-f", "{{.Config.Labels.mark}}", name)
                .ok();
    }

    @Test
    void aDigestNamesOneImageForGood() throws IOException {
        RegistryImage first = registry.put(repository, "moving", RegistryImage.of(image("first")));
        String byTag = registry.name(repository + ":moving");
        String byDigest = registry.name(repository + "@" + first.digest());
        assertThat(cli.run("run", "--rm", byDigest).ok()).isEqualTo("first");
        assertThat(cli.run("pull", byDigest).ok()).contains("Image is up to date for " + byDigest);
        registry.put(repository, "moving", RegistryImage.of(image("second")));
        assertThat(cli.run("run", "--rm", byTag).ok()).isEqualTo("second");
        assertThat(cli.run("run", "--rm", byDigest).ok()).isEqualTo("first");
        assertThat(cli.run("tag", byTag, byDigest).exits(1).err())
                .contains("refusing to create a tag with a digest reference");
        assertThat(cli.run("rmi", byDigest).ok()).contains("Untagged: " + byDigest);
        assertThat(cli.run("image", "inspect", byDigest).exits(1).err()).containsIgnoringCase("no such image");
        String wrong = registry.name(repository + "@sha256:" + "0".repeat(64));
        assertThat(cli.run("pull", wrong).exits(1).err()).contains("manifest for " + wrong + " not found");
    }

    @Test
    void allTagsAreGotAtOnce() throws IOException {
        for (String tag : List.of("a", "b", "c")) {
            registry.put(repository, tag, RegistryImage.of(image(tag)));
        }
        String out = cli.run("pull", "-a", registry.name(repository)).ok();
        assertThat(out).contains("a: Pulling from", "b: Pulling from", "c: Pulling from");
        for (String tag : List.of("a", "b", "c")) {
            assertThat(cli.run("run", "--rm", registry.name(repository + ":" + tag))
                            .ok())
                    .isEqualTo(tag);
        }
    }

    @Test
    void aMissingImageIsFetchedByRunAndCreate() throws IOException {
        registry.put(repository, "x", RegistryImage.of(image("from run")));
        String name = registry.name(repository + ":x");
        assertThat(cli.run("create", "--pull", "never", name).exits(1).err()).contains("No such image");
        Cli.Result run = cli.run("run", "--rm", name).exits(0);
        assertThat(run.out()).isEqualTo("from run");
        assertThat(run.err()).contains("Unable to find image '" + name + "' locally");
        registry.put(repository, "x", RegistryImage.of(image("newer")));
        assertThat(cli.run("run", "--rm", name).ok()).isEqualTo("from run");
        assertThat(cli.run("run", "--rm", "-q", "--pull", "always", name).ok()).isEqualTo("newer");
    }

    @Test
    void whatTheRegistryHasNotIsSaidInDockersWords() throws IOException {
        registry.put(repository, "there", RegistryImage.of(image("there")));
        String noTag = registry.name(repository + ":absent");
        assertThat(cli.run("pull", noTag).exits(1).err())
                .contains("manifest for " + noTag + " not found: manifest unknown: manifest unknown");
        Api.Response answer = cli.daemon().api().post("/images/create?fromImage=" + noTag);
        assertThat(answer.status()).isEqualTo(404);
        String nobody = "127.0.0.1:1/" + repository + ":1";
        assertThat(cli.run("pull", nobody).exits(1).err())
                .contains("Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused");
        assertThat(cli.run("images", "-q", registry.name(repository)).ok()).isEmpty();
    }
}
