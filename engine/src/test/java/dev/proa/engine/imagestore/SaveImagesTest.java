package dev.proa.engine.imagestore;

import static dev.proa.engine.imagestore.TestArchives.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.image.Digest;
import dev.proa.snapshot.ChainId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaveImagesTest {
    @TempDir
    private Path root;

    private TestImages store;

    private final TestArchives.Image box = image("box:1", "box:2", "other:1").layer("f", "x");
    private final TestArchives.Image newer = image("box:latest").layer("f", "x").layer("g", "y");

    @BeforeEach
    void open() throws Exception {
        store = new TestImages(Files.createDirectory(root.resolve("one")));
        store.load(box, newer);
        store.events.clear();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private byte[] save(String... images) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        store.images.save(List.of(images), archive);
        return archive.toByteArray();
    }

    private List<String> loadElsewhere(byte[] archive) throws IOException {
        try (TestImages other = new TestImages(Files.createTempDirectory(root, "other"))) {
            return other.load(archive);
        }
    }

    @Test
    void whatWasSavedIsLoadedAsItWas() throws Exception {
        byte[] archive = save("box:1", "box:latest");
        assertThat(save("box:1", "box:latest")).isEqualTo(archive);
        assertThat(store.events).startsWith("save " + box.id(), "save " + newer.id());
        try (TestImages other = new TestImages(Files.createDirectory(root.resolve("two")))) {
            assertThat(other.load(archive)).containsExactly("Loaded image: box:1", "Loaded image: box:latest");
            assertThat(other.images.resolver().resolve("box:1").id()).isEqualTo(box.id());
            assertThat(other.images.resolver().resolve("box").id()).isEqualTo(newer.id());
        }
    }

    @Test
    void aRepositoryStandsForItsTagsAndAnIdForNone() throws Exception {
        assertThat(loadElsewhere(save("box")))
                .containsExactlyInAnyOrder("Loaded image: box:1", "Loaded image: box:2", "Loaded image: box:latest");
        assertThat(loadElsewhere(save(box.id().hex()))).containsExactly("Loaded image ID: " + box.id());
        assertThat(loadElsewhere(save(box.id().shortHex()))).containsExactly("Loaded image ID: " + box.id());
        assertThat(loadElsewhere(save("sha256:" + box.id().shortHex())))
                .containsExactly("Loaded image ID: " + box.id());
        assertThat(loadElsewhere(save(box.id().hex(), "box:2", "box:2"))).containsExactly("Loaded image: box:2");
    }

    @ParameterizedTest
    @CsvSource({
        "nope, No such image: nope",
        "nope:1, reference does not exist",
        "sha256:abc, No such image: sha256:abc",
    })
    void anUnknownImageIsRefusedBeforeAByteIsWritten(String name, String message) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        assertThatThrownBy(() -> store.images.save(List.of("box:1", name), archive))
                .isInstanceOf(NotFound.class)
                .hasMessage(message);
        assertThatThrownBy(() -> store.images.save(List.of("UPPER"), archive)).isInstanceOf(InvalidArgument.class);
        assertThat(archive.size()).isZero();
        assertThat(store.events).isEmpty();
    }

    @Test
    void anImageRemovedWhileItIsSavedIsSavedWhole() throws Exception {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        store.images.save(List.of("box:latest"), new OutputStream() {
            private boolean removed;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (!removed) {
                    removed = true;
                    store.images.remove("box:latest", false, true);
                }
                archive.write(bytes, offset, length);
            }
        });
        assertThat(loadElsewhere(archive.toByteArray())).containsExactly("Loaded image: box:latest");
        assertThat(store.images.resolver().idOf("box:latest")).isEmpty();
        assertThat(store.blobs.contains(newer.id())).isFalse();
        assertThat(store.layers.contains(
                        ChainId.chain(newer.layers.stream().map(Digest::of).toList())
                                .getLast()))
                .isFalse();
    }

    @Test
    void compressedLayersKeepTheirBytesWhereTheFormatAllows() throws Exception {
        byte[] gzipped = TestArchives.layer("gz", "zipped");
        byte[] bzipped = TestArchives.layer("bz", "bzipped");
        TestArchives.Image mixed = image("mixed:1").layer(gzipped).layer(bzipped);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(gzipped);
        }
        ByteArrayOutputStream bzip = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bzip)) {
            out.write(bzipped);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.tar.gz", gzip.toByteArray());
        files.put("b.tar.bz2", bzip.toByteArray());
        files.put("config.json", mixed.document());
        files.put(
                "manifest.json",
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"mixed:1\"],\"Layers\":[\"a.tar.gz\",\"b.tar.bz2\"]}]"
                        .getBytes(StandardCharsets.UTF_8));
        store.load(TestArchives.tar(files));
        List<String> before = store.stored();
        byte[] archive = save("mixed:1");
        assertThat(store.stored()).containsExactlyInAnyOrderElementsOf(before);
        Set<String> names = new TreeSet<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names)
                .contains(
                        "blobs/sha256/" + Digest.of(gzip.toByteArray()).hex(),
                        "blobs/sha256/" + Digest.of(bzipped).hex());
        assertThat(loadElsewhere(archive)).containsExactly("Loaded image: mixed:1");
    }

    @Test
    void layersLostWithTheMachineAreUnpackedAgain() throws Exception {
        List<ChainId> chain =
                ChainId.chain(newer.layers.stream().map(Digest::of).toList());
        for (ChainId id : chain.reversed()) {
            store.layers.remove(id);
        }
        store.images.recover();
        assertThat(Files.readString(
                        store.layers.get(chain.getLast()).directory().resolve("g")))
                .isEqualTo("y");
        assertThat(store.images.inspect("box:1").size()).isEqualTo(1);
    }
}
