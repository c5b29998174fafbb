package dev.proa.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.image.archive.LayerBlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root: it mounts. */
class ContainerFilesystemsTest {
    @TempDir
    Path temp;

    private LayerStore layers;
    private ContainerFilesystems containers;
    private Path merged;

    @BeforeEach
    void open() throws IOException {
        layers = LayerStore.open(temp.resolve("snapshots"));
        containers = ContainerFilesystems.open(temp.resolve("containers"), layers);
        merged = Files.createDirectory(temp.resolve("merged"));
    }

    @AfterEach
    void close() throws IOException {
        containers.unmount(merged);
        layers.close();
    }

    private List<ChainId> unpack(byte[]... tars) throws IOException {
        List<LayerBlob> blobs = new ArrayList<>();
        for (byte[] tar : tars) {
            blobs.add(TarBuilder.blob(tar));
        }
        try (ImageUnpacker unpacker = layers.unpacker(LayerLimits.DEFAULT)) {
            return unpacker.unpack(blobs, layer -> TarBuilder.content(tars[blobs.indexOf(layer)])).stream()
                    .map(Layer::id)
                    .toList();
        }
    }

    @Test
    void whiteoutsAndOpaqueDirectoriesHideWhatIsBelow() throws IOException {
        List<ChainId> chain = unpack(
                new TarBuilder()
                        .file("gone", "x")
                        .file("kept", "x")
                        .file("dir/old", "x")
                        .file("removed/inner/old", "x")
                        .file("replaced/old", "x")
                        .file("implied/old", "x")
                        .file("both/old", "x")
                        .build(),
                new TarBuilder()
                        .file(".wh.gone", "")
                        .file("dir/.wh..wh..opq", "")
                        .file("dir/new", "y")
                        .file(".wh.removed", "")
                        // The whiteout first, then the new directory: nothing old may shine through.
                        .file(".wh.replaced", "")
                        .directory("replaced/")
                        .file("replaced/new", "y")
                        .file(".wh.implied", "")
                        .file("implied/new", "y")
                        // And the other way round.
                        .file("both/new", "y")
                        .file(".wh.both", "")
                        .file(".wh..wh.plnk", "")
                        .build());
        containers.mount("c1", chain, merged);
        assertThat(merged.resolve("gone")).doesNotExist();
        assertThat(merged.resolve("kept")).exists();
        assertThat(merged.resolve("removed")).doesNotExist();
        for (String name : List.of("dir", "replaced", "implied", "both")) {
            assertThat(merged.resolve(name).toFile().list()).as(name).containsExactly("new");
        }
    }

    @Test
    void aLayerMayStartAnew() throws IOException {
        List<ChainId> chain = unpack(
                new TarBuilder().file("old", "x").build(),
                new TarBuilder().file(".wh..wh..opq", "").file("new", "y").build());
        containers.mount("c1", chain, merged);
        assertThat(merged.resolve("old")).doesNotExist();
        assertThat(merged.resolve("new")).exists();
    }

    @Test
    void aContainerWritesIntoItsOwnLayer() throws IOException {
        List<ChainId> chain = unpack(new TarBuilder()
                .directory("./", e -> e.setMode(0711))
                .file("f", "image")
                .build());
        containers.mount("c1", chain, merged);
        assertThat((int) Files.getAttribute(merged, "unix:mode") & 07777).isEqualTo(0711);
        assertThat(containers.diffSize("c1")).isZero();
        Files.writeString(merged.resolve("f"), "container");
        Files.writeString(merged.resolve("g"), "12345");
        Files.createLink(merged.resolve("h"), merged.resolve("g"));
        assertThat(containers.diffSize("c1")).isEqualTo(9 + 5);
        assertThat(layers.get(chain.getFirst()).directory().resolve("f")).hasContent("image");
        assertThat(containers.unmount(merged)).isTrue();
        assertThat(containers.unmount(merged)).isFalse();
        containers.mount("c2", chain, merged);
        assertThat(merged.resolve("f")).hasContent("image");
        containers.unmount(merged);
        containers.mount("c1", chain, merged);
        assertThat(merged.resolve("f")).hasContent("container");
        containers.unmount(merged);
        containers.remove("c1");
        assertThat(temp.resolve("containers/c1")).doesNotExist();
        assertThat(containers.diffSize("c1")).isZero();
    }

    @Test
    void thereArePlacesForTheEnginesMounts() throws IOException {
        containers.mount("c1", List.of(), merged);
        for (String file : List.of("etc/hosts", "etc/hostname", "etc/resolv.conf", "dev/console", ".dockerenv")) {
            assertThat(merged.resolve(file)).isRegularFile().isEmptyFile();
        }
        for (String directory : List.of("dev/pts", "dev/shm", "proc", "sys")) {
            assertThat(merged.resolve(directory)).isDirectory();
        }
        assertThat(Files.readSymbolicLink(merged.resolve("etc/mtab"))).isEqualTo(Path.of("/proc/mounts"));
    }

    @Test
    void imagesMayHave128Layers() throws IOException {
        byte[][] tars = new byte[128][];
        for (int i = 0; i < tars.length; i++) {
            tars[i] = new TarBuilder()
                    .file("f" + i, "x")
                    .file("same", "layer " + i)
                    .build();
        }
        containers.mount("c1", unpack(tars), merged);
        for (int i = 0; i < tars.length; i++) {
            assertThat(merged.resolve("f" + i)).exists();
        }
        assertThat(merged.resolve("same")).hasContent("layer 127");
        Files.writeString(merged.resolve("same"), "container");
        assertThat(merged.resolve("same")).hasContent("container");
    }

    @Test
    void theStoreMayLieUnderAnyName() throws IOException {
        layers.close();
        Path odd = Files.createDirectory(temp.resolve("odd: name, with\\\\ all"));
        layers = LayerStore.open(odd.resolve("snapshots"));
        containers = ContainerFilesystems.open(odd.resolve("containers"), layers);
        containers.mount("c1", unpack(new TarBuilder().file("f", "x").build()), merged);
        assertThat(merged.resolve("f")).exists();
    }

    @Test
    void aMissingLayerIsNamedAndNothingIsMounted() throws IOException {
        byte[] tar = new TarBuilder().file("f", "x").build();
        List<ChainId> chain = ChainId.chain(List.of(TarBuilder.blob(tar).diffId()));
        assertThatThrownBy(() -> containers.mount("c1", chain, merged))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(chain.getFirst().toString());
        assertThat(containers.unmount(merged)).isFalse();
    }

    @Test
    void anIdThatIsAPathIsRefused() {
        assertThatThrownBy(() -> containers.remove("../snapshots")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> containers.upper("a/b")).isInstanceOf(IllegalArgumentException.class);
    }
}
