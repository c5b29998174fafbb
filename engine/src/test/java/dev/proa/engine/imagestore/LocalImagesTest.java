package dev.proa.engine.imagestore;

import static dev.proa.engine.imagestore.TestArchives.image;
import static dev.proa.engine.imagestore.TestImages.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.Filters;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.image.HistoryLine;
import dev.proa.engine.image.ImageImport;
import dev.proa.engine.image.ImagePruneReport;
import dev.proa.engine.image.ImageQuery;
import dev.proa.engine.image.ImageSummary;
import dev.proa.engine.image.ImageView;
import dev.proa.engine.image.PullRequest;
import dev.proa.engine.lifecycle.ImageSource;
import dev.proa.image.Digest;
import dev.proa.image.registry.Credentials;
import dev.proa.snapshot.ChainId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The behaviour of the image service that users see, with layers unpacked for real. */
class LocalImagesTest {
    private static final String RUNNING = "aaaaaaaaaaaaaaaabbbb";

    @TempDir
    private Path root;

    private TestImages store;
    private LocalImages images;

    private final TestArchives.Image box =
            image("busybox:latest").layer("bin", "box").label("kind", "small");
    private final TestArchives.Image app = image("app:1", "app:2", "other/app:1")
            .layer("bin", "box")
            .layer("app", "application")
            .emptyStep("CMD")
            .created("2026-02-01T00:00:00Z");

    @BeforeEach
    void open() throws Exception {
        store = new TestImages(root);
        images = store.images;
    }

    @AfterEach
    void close() {
        store.close();
    }

    // Loading

    @Test
    void aLoadedImageIsFoundByEveryNameItHas() {
        assertThat(store.load(box, app))
                .containsExactly(
                        "Loaded image: busybox:latest",
                        "Loaded image: app:1",
                        "Loaded image: app:2",
                        "Loaded image: other/app:1");
        String hex = box.id().hex();
        for (String name : List.of(
                "busybox",
                "busybox:latest",
                "library/busybox",
                "docker.io/library/busybox:latest",
                hex,
                "sha256:" + hex,
                hex.substring(0, 12),
                "sha256:" + hex.substring(0, 7))) {
            assertThat(images.resolver().resolve(name).id()).as(name).isEqualTo(box.id());
        }
        ResolvedImage resolved = images.resolver().resolve("app:2");
        assertThat(resolved.layers())
                .isEqualTo(ChainId.chain(app.layers.stream().map(Digest::of).toList()));
        assertThat(resolved.config().history()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|No such image: nope:latest",
                "nope:1|No such image: nope:1",
                "localhost:5000/a/b|No such image: localhost:5000/a/b:latest",
                "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|"
                        + "No such image: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "sha256:abc|No such image: sha256:abc",
                "busybox@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|"
                        + "No such image: busybox@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
    void anUnknownImageIsNotFound(String name, String message) {
        store.load(box);
        assertThatThrownBy(() -> images.inspect(name))
                .isInstanceOf(NotFound.class)
                .hasMessage(message);
        assertThat(images.resolver().idOf(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'',invalid reference format", "a b,invalid reference format", "busybox:b@d,invalid reference format"})
    void aMalformedNameIsRefused(String name, String message) {
        assertThatThrownBy(() -> images.inspect(name))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
        assertThatThrownBy(() -> images.inspect("UPPER"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageStartingWith("invalid reference format")
                .hasMessageEndingWith("must be lowercase");
        assertThat(images.resolver().idOf(name)).isEmpty();
    }

    @Test
    void theBeginningOfSeveralIdsIsNoImage() {
        TestArchives.Image[] many = new TestArchives.Image[17];
        Arrays.setAll(many, i -> image().layer("f", "content " + i));
        store.load(many);
        // Seventeen ids begin with at most sixteen digits.
        assertThat("0123456789abcdef".chars().mapToObj(digit -> String.valueOf((char) digit)))
                .anySatisfy(prefix -> assertThatThrownBy(() -> images.inspect(prefix))
                        .hasMessage("No such image: " + prefix + ":latest"));
    }

    @Test
    void aNameThatANewerImageTakesLeavesTheOlderOneDangling() {
        store.load(box);
        TestArchives.Image newer = image("busybox:latest").layer("bin", "newer");
        assertThat(store.load(newer))
                .containsExactly(
                        "The image busybox:latest already exists, renaming the old one with ID " + box.id()
                                + " to empty string",
                        "Loaded image: busybox:latest");
        assertThat(images.resolver().resolve("busybox").id()).isEqualTo(newer.id());
        assertThat(images.inspect(box.id().hex()).names()).isEmpty();
        assertThat(list(Map.of("dangling", List.of("true")))).containsExactly(box.id());
        assertThat(list(Map.of("dangling", List.of("false")))).containsExactly(newer.id());
        assertThat(list(Map.of())).containsExactlyInAnyOrder(box.id(), newer.id());
    }

    @Test
    void anImageWithoutANameIsAnnouncedById() {
        assertThat(store.load(image().layer("f", "x")))
                .containsExactly("Loaded image ID: " + image().layer("f", "x").id());
        assertThat(store.events)
                .containsExactly("load " + image().layer("f", "x").id());
    }

    @Test
    void loadingAgainChangesNothing() throws Exception {
        store.load(box);
        List<String> before = store.stored();
        ImageView seen = images.inspect("busybox");
        assertThat(store.load(box)).containsExactly("Loaded image: busybox:latest");
        assertThat(images.inspect("busybox")).isEqualTo(seen);
        assertThat(store.stored()).containsExactlyInAnyOrderElementsOf(before);
    }

    // Looking

    @Test
    void aListSaysNamesSizesAndUsers() {
        store.load(box, app);
        store.container("c1", false, "app:1");
        store.container("c2", true, "app:2");
        List<ImageSummary> summaries = images.list(new ImageQuery(false, true, Filters.NONE));
        assertThat(summaries).extracting(ImageSummary::id).containsExactly(app.id(), box.id());
        ImageSummary first = summaries.getFirst();
        assertThat(first.names()).containsExactly("app:1", "app:2", "other/app:1");
        assertThat(first.digests()).isEmpty();
        assertThat(first.created()).isEqualTo(app.created);
        assertThat(first.size()).isEqualTo("box".length() + "application".length());
        assertThat(first.sharedSize()).isEqualTo("box".length());
        assertThat(first.containers()).isEqualTo(2);
        assertThat(summaries.getLast().labels()).containsEntry("kind", "small");
        assertThat(images.layersSize()).isEqualTo("box".length() + "application".length());
        assertThat(images.count()).isEqualTo(2);
        assertThat(images.list(new ImageQuery(false, false, Filters.NONE))
                        .getFirst()
                        .sharedSize())
                .isEqualTo(-1);
    }

    @Test
    void filtersAsDockerHasThem() {
        store.load(box, app);
        assertThat(list(Map.of("reference", List.of("busy*")))).containsExactly(box.id());
        assertThat(list(Map.of("reference", List.of("app")))).containsExactly(app.id());
        assertThat(list(Map.of("reference", List.of("*/app")))).containsExactly(app.id());
        assertThat(list(Map.of("reference", List.of("docker.io/library/app")))).containsExactly(app.id());
        assertThat(list(Map.of("reference", List.of("nope")))).isEmpty();
        assertThat(list(Map.of("label", List.of("kind")))).containsExactly(box.id());
        assertThat(list(Map.of("label", List.of("kind=small")))).containsExactly(box.id());
        assertThat(list(Map.of("label", List.of("kind=large")))).isEmpty();
        assertThat(list(Map.of("before", List.of("app:1")))).containsExactly(box.id());
        assertThat(list(Map.of("since", List.of("busybox")))).containsExactly(app.id());
        assertThat(list(Map.of("until", List.of("2026-01-15Z")))).containsExactly(box.id());
        assertThat(images.list(new ImageQuery(false, false, new Filters(Map.of("reference", List.of("*:2")))))
                        .getFirst()
                        .names())
                .containsExactly("app:2");
        assertThatThrownBy(() -> list(Map.of("before", List.of("nope")))).hasMessage("No such image: nope:latest");
        assertThatThrownBy(() -> list(Map.of("bogus", List.of("x")))).hasMessage("invalid filter 'bogus'");
        assertThatThrownBy(() -> list(Map.of("dangling", List.of("maybe"))))
                .hasMessage("invalid filter 'dangling=[maybe]'");
    }

    @Test
    void historyIsNewestFirstWithTheSizeOfEachStep() {
        store.load(app);
        List<HistoryLine> lines = images.history("app:1");
        assertThat(lines).extracting(HistoryLine::id).containsExactly(app.id().toString(), "<missing>", "<missing>");
        assertThat(lines).extracting(HistoryLine::createdBy).containsExactly("CMD", "step 1", "step 0");
        assertThat(lines).extracting(HistoryLine::size).containsExactly(0L, 11L, 3L);
        assertThat(lines.getFirst().names()).containsExactly("app:1", "app:2", "other/app:1");
    }

    @Test
    void inspectionShowsTheDocumentAndWhereTheLayersAre() throws Exception {
        store.load(app);
        ImageView view = images.inspect("app:1");
        assertThat(view.id()).isEqualTo(app.id());
        assertThat(view.size()).isEqualTo(14);
        assertThat(view.lastTagged()).isNull();
        assertThat(Files.readString(Path.of(view.graph().get("UpperDir")).resolve("app")))
                .isEqualTo("application");
        assertThat(Files.readString(Path.of(view.graph().get("LowerDir")).resolve("bin")))
                .isEqualTo("box");
    }

    // Tagging

    @Test
    void aTagIsOneMoreName() {
        store.load(box);
        images.tag("busybox", "my/box");
        images.tag(box.id().shortHex(), "localhost:5000/box:1");
        ImageView view = images.inspect("my/box:latest");
        assertThat(view.names()).containsExactly("busybox:latest", "my/box:latest", "localhost:5000/box:1");
        assertThat(view.lastTagged()).isNotNull();
        assertThat(store.events).contains("tag my/box:latest", "tag localhost:5000/box:1");
    }

    @Test
    void aTagMovesFromImageToImage() {
        store.load(box, app);
        images.tag("app:1", "busybox");
        assertThat(images.resolver().resolve("busybox").id()).isEqualTo(app.id());
        assertThat(images.inspect(box.id().hex()).names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'busybox@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',"
                + " refusing to create a tag with a digest reference",
        "a b, invalid reference format",
        "'', invalid reference format",
        "sha256:abc, refusing to create an ambiguous tag using digest algorithm as name",
    })
    void whatCanBeNoTagIsRefused(String target, String message) {
        store.load(box);
        assertThatThrownBy(() -> images.tag("busybox", target))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
        assertThatThrownBy(() -> images.tag("nope", "fine")).hasMessage("No such image: nope:latest");
    }

    // Removing

    @Test
    void theLastNameTakesTheImageAndItsLayersAlong() throws Exception {
        store.load(app);
        assertThat(texts(images.remove("app:1", false, true))).containsExactly("Untagged: app:1");
        assertThat(texts(images.remove("app:2", false, true))).containsExactly("Untagged: app:2");
        List<ChainId> chain = ChainId.chain(app.layers.stream().map(Digest::of).toList());
        assertThat(texts(images.remove("other/app:1", false, true)))
                .containsExactly(
                        "Untagged: other/app:1",
                        "Deleted: " + app.id(),
                        "Deleted: " + chain.get(1),
                        "Deleted: " + chain.get(0));
        assertThat(store.stored()).isEmpty();
        assertThat(store.events)
                .containsExactly(
                        "load " + app.id(),
                        "untag " + app.id(),
                        "untag " + app.id(),
                        "untag " + app.id(),
                        "delete " + app.id());
    }

    @Test
    void sharedLayersStayWithTheOtherImage() throws Exception {
        store.load(box, app);
        assertThat(texts(images.remove("busybox", false, true)))
                .containsExactly("Untagged: busybox:latest", "Deleted: " + box.id());
        ImageView view = images.inspect("app:1");
        assertThat(Files.readString(Path.of(view.graph().get("LowerDir")).resolve("bin")))
                .isEqualTo("box");
        store.load(box);
        assertThat(images.inspect("busybox").size()).isEqualTo(3);
    }

    @Test
    void severalNamesNeedForceToBeRemovedById() {
        store.load(app);
        String id = app.id().shortHex();
        assertThatThrownBy(() -> images.remove(id, false, true))
                .isInstanceOf(Conflict.class)
                .hasMessage("conflict: unable to delete " + id
                        + " (must be forced) - image is referenced in multiple repositories");
        assertThat(texts(images.remove(id, true, true)))
                .startsWith("Untagged: app:1", "Untagged: app:2", "Untagged: other/app:1", "Deleted: " + app.id())
                .hasSize(6);
    }

    @Test
    void oneNameAndTheIdAreTheSame() {
        store.load(box);
        assertThat(texts(images.remove(box.id().hex(), false, true)))
                .containsExactly(
                        "Untagged: busybox:latest",
                        "Deleted: " + box.id(),
                        "Deleted: " + Digest.of(box.layers.getFirst()));
    }

    @Test
    void aRunningContainerKeepsItsImage() throws Exception {
        store.load(box);
        store.container(RUNNING, true, "busybox");
        String id = box.id().shortHex();
        assertThatThrownBy(() -> images.remove("busybox", false, true))
                .isInstanceOf(Conflict.class)
                .hasMessage("conflict: unable to remove repository reference \"busybox\" (must force) - container "
                        + RUNNING.substring(0, 12) + " is using its referenced image " + id);
        assertThatThrownBy(() -> images.remove(id, true, true))
                .isInstanceOf(Conflict.class)
                .hasMessage("conflict: unable to delete " + id
                        + " (cannot be forced) - image is being used by running container "
                        + RUNNING.substring(0, 12));
        // By name and with force, the name goes and the image stays.
        assertThat(texts(images.remove("busybox", true, true))).containsExactly("Untagged: busybox:latest");
        assertThat(images.inspect(id).names()).isEmpty();
    }

    @Test
    void aStoppedContainerKeepsTheLayersOfARemovedImage() throws Exception {
        store.load(box);
        var container = store.container("cccccccccccccccc", false, "busybox");
        String id = box.id().shortHex();
        assertThatThrownBy(() -> images.remove(id, false, true))
                .isInstanceOf(Conflict.class)
                .hasMessage("conflict: unable to delete " + id
                        + " (must be forced) - image is being used by stopped container cccccccccccc");
        assertThat(texts(images.remove("busybox", true, true)))
                .containsExactly("Untagged: busybox:latest", "Deleted: " + box.id());
        String layer = "snapshots/" + Digest.of(box.layers.getFirst()).hex();
        assertThat(store.stored()).containsExactly(layer);
        store.containers.remove(container);
        images.containerRemoved(container.layers());
        assertThat(store.stored()).isEmpty();
    }

    @Test
    void anImageHeldByACreateKeepsItsLayers() throws Exception {
        store.load(box);
        ImageSource.Held held = images.resolver().hold("busybox", null);
        assertThat(texts(images.remove("busybox", false, true)))
                .containsExactly("Untagged: busybox:latest", "Deleted: " + box.id());
        assertThat(store.stored())
                .containsExactly("snapshots/" + Digest.of(box.layers.getFirst()).hex());
        held.close();
        images.containerRemoved(held.layers());
        assertThat(store.stored()).isEmpty();
    }

    @Test
    void anImageOfAnotherPlatformIsNotHeld() {
        store.load(box);
        assertThatThrownBy(() -> images.resolver().hold("busybox", "linux/s390x"))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("does not match the specified platform (linux/s390x)");
        images.resolver().hold("busybox", "linux").close();
    }

    // Pruning

    @Test
    void pruneTakesDanglingImagesOrAllThatAreUnused() throws Exception {
        TestArchives.Image dangling = image().layer("old", "older box");
        store.load(box, app, dangling);
        ImagePruneReport first = images.prune(Filters.NONE);
        assertThat(texts(first.deletions()))
                .containsExactly("Deleted: " + dangling.id(), "Deleted: " + Digest.of(dangling.layers.getFirst()));
        assertThat(first.spaceReclaimed()).isEqualTo("older box".length());

        store.container(RUNNING, false, "busybox");
        ImagePruneReport second = images.prune(new Filters(Map.of("dangling", List.of("false"))));
        assertThat(texts(second.deletions()))
                .startsWith("Untagged: app:1", "Untagged: app:2", "Untagged: other/app:1", "Deleted: " + app.id());
        assertThat(second.spaceReclaimed()).isEqualTo("application".length());
        assertThat(list(Map.of())).containsExactly(box.id());
    }

    @Test
    void pruneFiltersByLabelAndAge() {
        store.load(image().layer("a", "1").label("keep", "yes"), image().layer("b", "2"));
        Map<String, List<String>> young = Map.of("until", List.of("2025-01-01Z"));
        assertThat(images.prune(new Filters(young)).deletions()).isEmpty();
        assertThat(images.prune(new Filters(Map.of("label!", List.of("keep")))).deletions())
                .hasSize(2);
        assertThat(images.prune(new Filters(Map.of("label", List.of("keep=no"))))
                        .deletions())
                .isEmpty();
        assertThat(images.prune(new Filters(Map.of("label", List.of("keep")))).deletions())
                .hasSize(2);
        assertThatThrownBy(() -> images.prune(new Filters(Map.of("reference", List.of("x")))))
                .hasMessage("invalid filter 'reference'");
        assertThatThrownBy(() -> images.prune(new Filters(Map.of("until", List.of("bogus")))))
                .isInstanceOf(InvalidArgument.class);
    }

    // Importing

    @Test
    void aTarballBecomesAnImage() throws Exception {
        byte[] tarball = TestArchives.layer("bin/hello", "hi");
        Digest id = images.importTarball(
                new ImageImport("imp:1", "Imported from -", List.of("CMD [\"sh\"]", "ENV A=b"), null),
                new ByteArrayInputStream(tarball));
        ImageView view = images.inspect("imp:1");
        assertThat(view.id()).isEqualTo(id);
        assertThat(view.config().config().cmd()).containsExactly("sh");
        assertThat(view.config().config().env()).containsExactly("A=b");
        assertThat(view.comment()).isEqualTo("Imported from -");
        assertThat(view.lastTagged()).isNotNull();
        assertThat(Files.readString(Path.of(view.graph().get("UpperDir")).resolve("bin/hello")))
                .isEqualTo("hi");
        assertThat(store.events).containsExactly("tag imp:1", "import " + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPPER||invalid reference format: repository name (library/UPPER) must be lowercase",
                "imp|BOGUS x|bogus is not a valid change command",
                "imp|RUN x|run is not a valid change command",
            })
    void aMalformedImportReadsNothing(String name, String change, String message) throws Exception {
        ImageImport request = new ImageImport(name, "", change == null ? List.of() : List.of(change), null);
        ByteArrayInputStream tarball = new ByteArrayInputStream(TestArchives.layer("f", "x"));
        int before = tarball.available();
        assertThatThrownBy(() -> images.importTarball(request, tarball))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
        assertThat(tarball.available()).isEqualTo(before);
    }

    @Test
    void junkIsNoTarball() throws Exception {
        byte[] tarball = TestArchives.layer("f", "x".repeat(5000));
        for (byte[] bad : List.of(
                "this is no tarball".repeat(100).getBytes(StandardCharsets.UTF_8), Arrays.copyOf(tarball, 2000))) {
            assertThatThrownBy(() -> images.importTarball(
                            new ImageImport("imp", "", List.of(), null), new ByteArrayInputStream(bad)))
                    .isInstanceOf(InvalidArgument.class);
        }
        for (byte[] cut : List.of(
                "hello\n".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(tarball, 2000),
                Arrays.copyOf(gzip(tarball), 50),
                Arrays.copyOf(gzip(tarball), 5))) {
            assertThatThrownBy(() -> images.importTarball(
                            new ImageImport("imp", "", List.of(), null), new ByteArrayInputStream(cut)))
                    .isInstanceOf(InvalidArgument.class)
                    .hasMessageContaining("unexpected EOF");
        }
        assertThat(store.stored()).isEmpty();
        assertThat(images.count()).isZero();
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        }
        return out.toByteArray();
    }

    @Test
    void pullRefusesWhatIsNoName() {
        assertThatThrownBy(() -> images.pull(new PullRequest("UPPER", "", Credentials.ANONYMOUS)))
                .isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> images.pull(new PullRequest("alpine:3", "a/b/c/d", Credentials.ANONYMOUS)))
                .isInstanceOf(InvalidArgument.class);
    }

    private List<Digest> list(Map<String, List<String>> filters) {
        return images.list(new ImageQuery(false, false, new Filters(filters))).stream()
                .map(ImageSummary::id)
                .toList();
    }
}
