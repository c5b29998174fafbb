package dev.proa.engine.imagestore;

import static dev.proa.engine.imagestore.TestArchives.image;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFoldersTest {
    @TempDir
    private Path root;

    @Test
    void eachArchiveIsLoadedOnceUntilItChanges() throws Exception {
        Path folder = Files.createDirectory(root.resolve("images"));
        Path broken = Files.writeString(folder.resolve("a-broken.tar"), "no archive");
        Path archive = Files.write(
                folder.resolve("box.tar"), TestArchives.archive(image("box:1").layer("f", "x")));
        Files.writeString(folder.resolve("README"), "not an archive");
        List<Path> folders = List.of(root.resolve("absent"), folder);
        try (TestImages store = new TestImages(Files.createDirectory(root.resolve("engine")))) {
            ImageFolders loader = new ImageFolders(store.settings, store.images);
            loader.loadAll(folders);
            assertThat(store.images.inspect("box:1").names()).containsExactly("box:1");

            // What a user removes stays removed.
            store.images.remove("box:1", false, true);
            loader.loadAll(folders);
            assertThat(store.images.count()).isZero();

            // A new version of a file is loaded; the broken one is tried again as well.
            Files.write(archive, TestArchives.archive(image("box:2").layer("f", "new")));
            Files.write(broken, TestArchives.archive(image("mended:1").layer("f", "y")));
            Files.setLastModifiedTime(archive, FileTime.fromMillis(1_000_000));
            loader.loadAll(folders);
            assertThat(store.images.inspect("box:2").names()).containsExactly("box:2");
            assertThat(store.images.inspect("mended:1").names()).containsExactly("mended:1");
        }
    }
}
