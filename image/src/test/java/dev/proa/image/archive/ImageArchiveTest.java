package dev.proa.image.archive;

import static dev.proa.image.archive.ArchiveBuilder.config;
import static dev.proa.image.archive.ArchiveBuilder.gzip;
import static dev.proa.image.archive.ArchiveBuilder.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageIndex;
import dev.proa.image.ImageManifest;
import dev.proa.image.ImageName;
import dev.proa.image.MediaTypes;
import dev.proa.image.Platform;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.DiskContentStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
    private static final Platform AMD64 = new Platform("linux", "amd64", "");

    @TempDir
    Path temp;

    private ContentStore store;

    @BeforeEach
    void open() throws IOException {
        store = DiskContentStore.open(temp.resolve("content"));
    }

    private List<LoadedImage> load(byte[] archive) throws IOException {
        return load(archive, ArchiveLimits.DEFAULT);
    }

    private List<LoadedImage> load(byte[] archive, ArchiveLimits limits) throws IOException {
        try (var result = ImageArchiveReader.read(new ByteArrayInputStream(archive), store, limits, AMD64, _ -> {})) {
            result.commit();
            return result.images();
        }
    }

    private void assertRefused(byte[] archive, String message) throws IOException {
        assertThatThrownBy(() -> load(archive))
                .isInstanceOf(ImageFormatException.class)
                .hasMessageContaining(message);
        assertThat(store.list()).isEmpty();
        try (Stream<Path> drafts = Files.list(temp.resolve("content/drafts"))) {
            assertThat(drafts).isEmpty();
        }
    }

    private static byte[] dockerArchive(byte[] config, byte[] layer) {
        String hex = Digest.of(config).hex();
        return new ArchiveBuilder()
                .file("l1/layer.tar", layer)
                .file("l1/json", "{}")
                .file(hex + ".json", config)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"" + hex
                                + ".json\",\"RepoTags\":[\"a:1\",\"reg.example:5000/b:2\"],\"Layers\":[\"l1/layer.tar\"]}]")
                .build();
    }

    @Test
    void readsADockerArchive() throws IOException {
        byte[] layer = layer("x");
        byte[] config = config(layer);
        List<LoadedImage> images = load(dockerArchive(config, layer));
        assertThat(images).hasSize(1);
        LoadedImage image = images.getFirst();
        assertThat(image.id()).isEqualTo(Digest.of(config));
        assertThat(image.names()).extracting(ImageName::familiar).containsExactly("a:1", "reg.example:5000/b:2");
        assertThat(image.layers())
                .containsExactly(new LayerBlob(Digest.of(layer), layer.length, Digest.of(layer), Compression.NONE));
        assertThat(image.config().config().cmd()).containsExactly("sh");
        assertThat(store.list()).containsExactlyInAnyOrder(Digest.of(layer), Digest.of(config));
        assertThat(store.read(Digest.of(layer), 1 << 20)).isEqualTo(layer);
    }

    @Test
    void readsCompressedArchivesAndLayers() throws IOException {
        byte[] layer = layer("x");
        byte[] config = config(layer);
        byte[] zipped = gzip(layer);
        for (byte[] archive : List.of(
                gzip(dockerArchive(config, zipped)),
                Zstd.compress(dockerArchive(config, zipped)),
                dockerArchive(config, zipped))) {
            LoadedImage image = load(archive).getFirst();
            assertThat(image.layers())
                    .containsExactly(
                            new LayerBlob(Digest.of(zipped), zipped.length, Digest.of(layer), Compression.GZIP));
        }
    }

    @Test
    void layersMayBeLinksToOthers() throws IOException {
        byte[] layer = layer("x");
        byte[] config = config(layer, layer, layer);
        byte[] archive = new ArchiveBuilder()
                .file("one/layer.tar", layer)
                .symlink("two/layer.tar", "../one/layer.tar")
                .link("three/layer.tar", TarConstants.LF_LINK, "one/layer.tar")
                .file("c.json", config)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"c.json\",\"RepoTags\":null,\"Layers\":[\"one/layer.tar\",\"two/layer.tar\",\"./three/layer.tar\"]}]")
                .build();
        assertThat(load(archive).getFirst().layers())
                .extracting(LayerBlob::blob)
                .containsOnly(Digest.of(layer))
                .hasSize(3);
    }

    @Test
    void linksOutOfTheArchiveLeadNowhere() throws IOException {
        byte[] layer = layer("x");
        Path secret = Files.write(temp.resolve("secret"), layer);
        for (String target : List.of(secret.toString(), "../../../../../.." + secret)) {
            assertRefused(
                    new ArchiveBuilder()
                            .symlink("l/layer.tar", target)
                            .file("c.json", config(layer))
                            .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"l/layer.tar\"]}]")
                            .build(),
                    "invalid archive: the layer \"l/layer.tar\" is missing");
        }
        assertRefused(
                new ArchiveBuilder()
                        .symlink("a", "b")
                        .symlink("b", "a")
                        .file("c.json", config(layer))
                        .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"a\"]}]")
                        .build(),
                "invalid archive: the layer \"a\" is missing");
        assertRefused(
                new ArchiveBuilder()
                        .file("manifest.json", "[{\"Config\":\"../../etc/passwd\",\"Layers\":[]}]")
                        .build(),
                "invalid archive: the config \"../../etc/passwd\" is missing");
    }

    @Test
    void readsSeveralImagesAtOnce() throws IOException {
        byte[] a = layer("a");
        byte[] b = layer("b");
        byte[] configA = config(a);
        byte[] configB = config(a, b);
        byte[] archive = new ArchiveBuilder()
                .file("a.tar", a)
                .file("b.tar", b)
                .file("a.json", configA)
                .file("b.json", configB)
                .file(
                        "manifest.json",
                        "[{\"Config\":\"a.json\",\"RepoTags\":[\"one\\u003a1\"],\"Layers\":[\"a.tar\"]},"
                                + "{\"Config\":\"b.json\",\"RepoTags\":[],\"Layers\":[\"a.tar\",\"b.tar\"]},"
                                + "{\"Config\":\"a.json\",\"RepoTags\":[\"two:2\"],\"Layers\":[\"a.tar\"]}]")
                .build();
        List<LoadedImage> images = load(archive);
        assertThat(images).extracting(LoadedImage::id).containsExactly(Digest.of(configA), Digest.of(configB));
        assertThat(images.getFirst().names()).extracting(ImageName::familiar).containsExactly("one:1", "two:2");
        assertThat(images.getLast().names()).isEmpty();
    }

    private static byte[] ociLayout(byte[] config, byte[] layer, String name) {
        byte[] zipped = gzip(layer);
        byte[] manifest = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Descriptor.of(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
                        List.of(Descriptor.of(MediaTypes.OCI_LAYER_GZIP, Digest.of(zipped), zipped.length)),
                        Map.of())
                .toJson();
        byte[] other = "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8);
        byte[] nested = new ImageIndex(
                        MediaTypes.OCI_INDEX,
                        List.of(
                                new Descriptor(
                                        MediaTypes.OCI_MANIFEST,
                                        Digest.of(other),
                                        other.length,
                                        Map.of(),
                                        new Platform("linux", "arm64", ""),
                                        List.of()),
                                new Descriptor(
                                        MediaTypes.OCI_MANIFEST,
                                        Digest.of(manifest),
                                        manifest.length,
                                        Map.of(),
                                        AMD64,
                                        List.of())),
                        Map.of())
                .toJson();
        byte[] index = new ImageIndex(
                        MediaTypes.OCI_INDEX,
                        List.of(new Descriptor(
                                MediaTypes.OCI_INDEX,
                                Digest.of(nested),
                                nested.length,
                                Map.of("org.opencontainers.image.ref.name", name),
                                null,
                                List.of())),
                        Map.of())
                .toJson();
        return new ArchiveBuilder()
                .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
                .blob(zipped)
                .blob(config)
                .blob(manifest)
                .blob(nested)
                .file("index.json", index)
                .build();
    }

    @Test
    void readsAnOciLayoutAndChoosesThePlatform() throws IOException {
        byte[] layer = layer("x");
        byte[] config = config(layer);
        LoadedImage image = load(ociLayout(config, layer, "my/app:1")).getFirst();
        assertThat(image.id()).isEqualTo(Digest.of(config));
        assertThat(image.names()).extracting(ImageName::familiar).containsExactly("my/app:1");
        assertThat(image.manifest()).isPresent();
        assertThat(store.contains(image.manifest().orElseThrow())).isTrue();
        // A bare tag names no image.
        assertThat(load(ociLayout(config, layer, "latest")).getFirst().names()).isEmpty();
    }

    @Test
    void readsAnOciLayoutFromADirectory() throws Exception {
        byte[] layer = layer("x");
        byte[] config = config(layer);
        Path directory = Files.createDirectory(temp.resolve("layout"));
        Path tar = Files.write(temp.resolve("layout.tar"), ociLayout(config, layer, "my/app:1"));
        assertThat(new ProcessBuilder("tar", "-xf", tar.toString(), "-C", directory.toString())
                        .start()
                        .waitFor())
                .isZero();
        try (var result = ImageArchiveReader.readDirectory(directory, store, ArchiveLimits.DEFAULT, AMD64, _ -> {})) {
            assertThat(result.images()).extracting(LoadedImage::id).containsExactly(Digest.of(config));
        }
        assertThat(store.list()).isEmpty(); // not committed
    }

    @Test
    void tellsOfEachFileAsSoonAsItIsComplete() throws IOException {
        byte[] layer = layer("x");
        byte[] config = config(layer);
        List<byte[]> layers = new ArrayList<>();
        try (var result = ImageArchiveReader.read(
                new ByteArrayInputStream(dockerArchive(config, layer)), store, ArchiveLimits.DEFAULT, AMD64, file -> {
                    if (file.looksLikeLayer()) {
                        try (var in = file.open()) {
                            layers.add(in.readAllBytes());
                        } catch (IOException failure) {
                            throw new AssertionError(failure);
                        }
                    }
                })) {
            assertThat(result.images()).hasSize(1);
        }
        assertThat(layers).containsExactly(layer);
    }

    @Test
    void wrongDigestsAreNamed() throws IOException {
        byte[] layer = layer("x");
        byte[] other = layer("y");
        byte[] config = config(layer);
        assertRefused(
                dockerArchive(config, other),
                "invalid diffID for layer 0: expected \"" + Digest.of(layer) + "\", got \"" + Digest.of(other) + "\"");
        String hex = Digest.of(config).hex();
        assertRefused(
                new ArchiveBuilder().file("blobs/sha256/" + hex, "other").build(),
                "invalid archive: the content of blobs/sha256/" + hex + " has digest sha256:");
        assertRefused(
                new ArchiveBuilder()
                        .file("l.tar", layer)
                        .file(hex + ".json", config(other))
                        .file("manifest.json", "[{\"Config\":\"" + hex + ".json\",\"Layers\":[\"l.tar\"]}]")
                        .build(),
                "invalid archive: the content of " + hex + ".json has digest");
    }

    @Test
    void damagedArchivesAreRefused() throws IOException {
        byte[] layer = layer("x".repeat(5000));
        byte[] config = config(layer);
        byte[] whole = dockerArchive(config, layer);
        assertRefused(new byte[0], "invalid archive");
        assertRefused("no archive".repeat(200).getBytes(StandardCharsets.UTF_8), "invalid archive");
        assertRefused(Arrays.copyOf(whole, 3000), "invalid archive");
        byte[] zipped = gzip(whole);
        assertRefused(Arrays.copyOf(zipped, zipped.length - 100), "invalid archive");
        zipped[zipped.length / 2] ^= 0x55;
        assertRefused(zipped, "invalid archive");
        assertRefused(layer("x"), "invalid archive: does not contain a manifest.json");
        assertRefused(new ArchiveBuilder().file("manifest.json", "null").build(), "manifest cannot be null");
        assertRefused(new ArchiveBuilder().file("manifest.json", "[{").build(), "invalid JSON");
        assertRefused(
                new ArchiveBuilder().file("manifest.json", "[{\"Config\":7}]").build(),
                "manifest.json: [0].Config: expected a string, found a number");
        assertRefused(
                new ArchiveBuilder().file("manifest.json", "[".repeat(100_000)).build(), "invalid JSON");
        assertRefused(
                new ArchiveBuilder()
                        .file("c.json", config("windows"))
                        .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[]}]")
                        .build(),
                "cannot load windows image on linux");
        assertRefused(
                new ArchiveBuilder()
                        .file("c.json", config(layer))
                        .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[]}]")
                        .build(),
                "invalid manifest, layers length mismatch: expected 0, got 1");
        assertRefused(
                new ArchiveBuilder()
                        .file("c.json", config())
                        .file("manifest.json", "[{\"Config\":\"c.json\",\"RepoTags\":[\"Bad:1\"],\"Layers\":[]}]")
                        .build(),
                "invalid tag \"Bad:1\": invalid reference format: repository name (library/Bad) must be lowercase");
        // A manifest without images is no error, as in Docker.
        assertThat(load(new ArchiveBuilder().file("manifest.json", "[]").build()))
                .isEmpty();
    }

    @Test
    void limitsHold() throws IOException {
        byte[] layer = layer("\0".repeat(3_000_000));
        byte[] bomb = gzip(dockerArchive(config(layer), layer));
        assertThat(bomb.length).isLessThan(50_000);
        assertThatThrownBy(() -> load(bomb, new ArchiveLimits(1_000_000, 1000, 100)))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("the archive's content is larger than the limit of 1000000 bytes");
        assertThatThrownBy(() -> load(bomb, new ArchiveLimits(100_000_000, 10, 100)))
                .hasMessage("invalid archive: manifest.json is larger than the limit of 10 bytes");
        assertThatThrownBy(() -> load(bomb, new ArchiveLimits(100_000_000, 1000, 2)))
                .hasMessage("invalid archive: more than 2 entries");
        assertThat(store.list()).isEmpty();
    }

    private byte[] save(List<LoadedImage> images) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ImageArchiveWriter(store)
                .write(
                        images.stream()
                                .map(i -> new SavedImage(i.id(), i.layers(), i.names(), i.manifest()))
                                .toList(),
                        out);
        return out.toByteArray();
    }

    @Test
    void whatIsSavedIsLoadedAsTheSameImages() throws IOException {
        byte[] a = layer("a");
        byte[] b = layer("b");
        List<LoadedImage> images = new ArrayList<>(load(dockerArchive(config(a), a)));
        images.addAll(load(ociLayout(config(b), b, "my/app:1")));
        byte[] saved = save(images);
        assertThat(save(images)).isEqualTo(saved);
        store = DiskContentStore.open(temp.resolve("other"));
        List<LoadedImage> again = load(saved);
        assertThat(again)
                .extracting(LoadedImage::id)
                .containsExactlyElementsOf(images.stream().map(LoadedImage::id).toList());
        assertThat(again)
                .extracting(LoadedImage::layers)
                .containsExactlyElementsOf(
                        images.stream().map(LoadedImage::layers).toList());
        assertThat(again)
                .extracting(LoadedImage::names)
                .containsExactlyElementsOf(
                        images.stream().map(LoadedImage::names).toList());
        assertThat(again.get(1).manifest()).isEqualTo(images.get(1).manifest());
        assertThat(again.get(0).manifest()).isPresent();
    }

    @Test
    void anotherToolReadsWhatIsSaved() throws Exception {
        byte[] a = layer("a");
        Path file = Files.write(temp.resolve("saved.tar"), save(load(dockerArchive(config(a), a))));
        for (String source : List.of("docker-archive:" + file + ":a:1", "oci-archive:" + file)) {
            Process skopeo = new ProcessBuilder("skopeo", "inspect", "--config", source)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(skopeo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // Two names, so the OCI reader wants to be told which; both names have one manifest.
            if (source.startsWith("docker")) {
                assertThat(skopeo.waitFor()).as(output).isZero();
                assertThat(output).contains(Digest.of(a).toString());
            } else {
                assertThat(output).doesNotContain("invalid");
            }
        }
    }

    @Test
    void aMissingBlobIsNoticedBeforeAnythingIsWritten() throws IOException {
        byte[] a = layer("a");
        List<LoadedImage> images = load(dockerArchive(config(a), a));
        store.remove(Digest.of(a));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LoadedImage image = images.getFirst();
        assertThatThrownBy(() -> new ImageArchiveWriter(store)
                        .write(
                                List.of(new SavedImage(image.id(), image.layers(), image.names(), Optional.empty())),
                                out))
                .hasMessage("blob " + Digest.of(a) + " not found");
        assertThat(out.size()).isZero();
    }
}
