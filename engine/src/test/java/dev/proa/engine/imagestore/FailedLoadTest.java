package dev.proa.engine.imagestore;

import static dev.proa.engine.imagestore.TestArchives.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.image.ImageImport;
import dev.proa.image.Digest;
import dev.proa.linux.mount.Mounts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails leaves nothing behind, and what was there before stays. */
class FailedLoadTest {
    @TempDir
    private Path root;

    @Test
    void damagedArchives() throws Exception {
        TestArchives.Image good = image("good:1").layer("f", "good");
        byte[] layer = TestArchives.layer("f", "x".repeat(4000));
        byte[] other = TestArchives.layer("f", "y".repeat(4000));
        TestArchives.Image bad = image("good:1", "bad:1").layer("g", "fine").layer(layer);
        byte[] archive = TestArchives.archive(bad);
        String file = Digest.of(layer).hex() + "/layer.tar";
        byte[] manifest = ("[{\"Config\":\"" + bad.id().hex() + ".json\",\"RepoTags\":[\"bad:1\"],\"Layers\":[\""
                        + Digest.of(bad.layers.getFirst()).hex() + "/layer.tar\",\"" + file + "\"]}]")
                .getBytes(StandardCharsets.UTF_8);

        Map<String, byte[]> wrongLayer = new LinkedHashMap<>();
        wrongLayer.put(Digest.of(bad.layers.getFirst()).hex() + "/layer.tar", bad.layers.getFirst());
        wrongLayer.put(file, other);
        wrongLayer.put(bad.id().hex() + ".json", bad.document());
        wrongLayer.put("manifest.json", manifest);
        Map<String, byte[]> missingLayer = new LinkedHashMap<>(wrongLayer);
        missingLayer.remove(file);
        Map<String, byte[]> junkManifest = new LinkedHashMap<>(wrongLayer);
        junkManifest.put("manifest.json", "[{bogus".getBytes(StandardCharsets.UTF_8));
        TestArchives.Image tooMuchHistory = image("bad:1").layer("f", "x");
        tooMuchHistory.history.add(tooMuchHistory.history.getFirst());
        TestArchives.Image noTar = image("bad:1")
                .layer("g", "fine")
                .layer("no tar at all".repeat(400).getBytes(StandardCharsets.UTF_8));
        TestArchives.Image climbing = image("bad:1").layer("../../../etc/evil", "x");

        try (TestImages store = new TestImages(root)) {
            store.load(good);
            List<String> before = store.stored();
            for (byte[] broken : List.of(
                    new byte[0],
                    "this is no archive".repeat(100).getBytes(StandardCharsets.UTF_8),
                    Arrays.copyOf(archive, archive.length / 2),
                    TestArchives.tar(wrongLayer),
                    TestArchives.tar(missingLayer),
                    TestArchives.tar(junkManifest),
                    TestArchives.tar(Map.of("f", new byte[10])),
                    TestArchives.archive(tooMuchHistory),
                    TestArchives.archive(noTar),
                    TestArchives.archive(climbing))) {
                assertThatThrownBy(() -> store.load(broken)).isInstanceOf(InvalidArgument.class);
                assertThat(store.stored()).containsExactlyInAnyOrderElementsOf(before);
                assertThat(store.images.count()).isEqualTo(1);
                assertThat(store.images.inspect("good:1").id()).isEqualTo(good.id());
            }
            assertThatThrownBy(() -> store.load(TestArchives.tar(wrongLayer)))
                    .hasMessage("invalid diffID for layer 1: expected \"" + Digest.of(layer) + "\", got \""
                            + Digest.of(other) + "\"");
            assertThatThrownBy(() -> store.load(TestArchives.archive(tooMuchHistory)))
                    .hasMessage("too many non-empty layers in History section");
            assertThat(store.events).containsExactly("load " + good.id());
        }
    }

    @Test
    void anArchiveLargerThanAllowed() throws Exception {
        byte[] large = new byte[300_000];
        TestArchives.Image together =
                image("large:1").layer(TestArchives.layer("a", large)).layer(TestArchives.layer("b", large));
        try (TestImages store = new TestImages(root, 500_000)) {
            assertThatThrownBy(() -> store.load(together))
                    .isInstanceOf(InvalidArgument.class)
                    .hasMessageContaining("limit of 500000 bytes");
            assertThatThrownBy(() -> store.images.importTarball(
                            new ImageImport("x", "", List.of(), null),
                            new ByteArrayInputStream(TestArchives.layer("a", new byte[600_000]))))
                    .isInstanceOf(InvalidArgument.class)
                    .hasMessageContaining("limit of 500000 bytes");
            assertThat(store.stored()).isEmpty();
        }
    }

    @Test
    void aFullDisk() throws Exception {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        TestArchives.Image small = image("small:1").layer("f", "x");
        // Each way the disk fills: with blobs, or with what is unpacked of them.
        for (int megabytes : List.of(2, 5)) {
            Path disk = root.resolve("disk" + megabytes);
            java.nio.file.Files.createDirectory(disk);
            Mounts.mount("tmpfs", disk, "tmpfs", Set.of(), "size=" + megabytes + "m");
            try (TestImages store = new TestImages(disk)) {
                store.load(small);
                List<String> before = store.stored();
                TestArchives.Image large = image("small:1", "large:1").layer(TestArchives.layer("noise", noise));
                assertNoSpace(() -> store.load(large));
                assertNoSpace(() -> store.images.importTarball(
                        new ImageImport("large:1", "", List.of(), null),
                        new ByteArrayInputStream(TestArchives.layer("noise", noise))));
                assertThat(store.stored()).containsExactlyInAnyOrderElementsOf(before);
                assertThat(store.images.inspect("small:1").id()).isEqualTo(small.id());
                assertThat(store.images.count()).isEqualTo(1);
                store.load(image("next:1").layer("g", "y"));
                assertThat(store.images.inspect("next:1").size()).isEqualTo(1);
            } finally {
                Mounts.unmount(disk);
            }
        }
    }

    private static void assertNoSpace(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOf(Internal.class)
                .extracting(failure -> ((EngineException) failure).text())
                .asString()
                .contains("no space left on device");
    }

    @Test
    void aCrashLeavesNothingThatTheNextStartDoesNotClear() throws Exception {
        TestArchives.Image kept = image("kept:1").layer("f", "kept");
        TestArchives.Image gone = image("gone:1").layer("g", "gone");
        TestArchives.Image used = image("used:1").layer("h", "used");
        List<String> expected;
        try (TestImages store = new TestImages(root)) {
            store.load(kept);
            expected = store.stored();
            store.load(gone, used);
            // As if the engine had died after writing that the images are gone and before deleting their parts.
            store.table.remove(gone.id());
            store.table.remove(used.id());
        }
        String layer = Digest.of(used.layers.getFirst()).hex();
        try (TestImages store = new TestImages(root)) {
            store.containers.add(
                    new dev.proa.engine.lifecycle.ImageUsers.User("c1", false, used.id(), List.of("sha256:" + layer)));
            store.images.recover();
            assertThat(store.stored()).contains("snapshots/" + layer).containsAll(expected);
            assertThat(store.stored()).hasSize(expected.size() + 1);
            assertThat(store.images.inspect("kept:1").size()).isEqualTo(4);
        }
    }
}
