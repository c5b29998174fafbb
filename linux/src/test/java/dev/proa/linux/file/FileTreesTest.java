package dev.proa.linux.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.mount.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
    @TempDir
    Path temp;

    /** Deeper than any path may be long, as a process gets by changing its directory again and again. */
    private Path deepTree() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        FileName name = FileName.of("directory");
        Fd dir = FileCalls.openDirectory(tree);
        for (int i = 0; i < 1000; i++) {
            FileCalls.mkdirat(dir, name, 0700);
            Fd next = FileCalls.openat(dir, name, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0);
            dir.close();
            dir = next;
        }
        try (Fd deepest = dir;
                Fd file =
                        FileCalls.openat(deepest, FileName.of("file"), FileCalls.O_WRONLY | FileCalls.O_CREAT, 0600)) {
            FileCalls.truncate(file, 12_345);
        }
        return tree;
    }

    @Test
    void treesOfAnyDepthAreMeasuredAndDeleted() throws IOException {
        Path tree = deepTree();
        assertThat(FileTrees.size(tree)).isEqualTo(12_345);
        FileTrees.delete(tree);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void deletingFollowsNoLink() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "x");
        Path tree = Files.createDirectory(temp.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), outside);
        Path link = Files.createSymbolicLink(temp.resolve("link"), outside);
        FileTrees.delete(tree);
        FileTrees.delete(link);
        FileTrees.delete(temp.resolve("missing"));
        FileTrees.delete(temp.resolve("missing/below"));
        assertThat(outside.resolve("kept")).hasContent("x");
        assertThat(temp.toFile().list()).containsExactly("outside");
    }

    @Test
    void namesOfAnyBytesAreDeleted() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        try (Fd dir = FileCalls.openDirectory(tree)) {
            FileCalls.mknodat(dir, FileName.of(new byte[] {(byte) 0xff, '\n', (byte) 0xfe}), FileCalls.S_IFIFO, 0, 0);
        }
        FileTrees.delete(tree);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aMountIsNotEntered() throws IOException {
        Path mounted = Files.createDirectories(temp.resolve("tree/mounted"));
        Mounts.mount("tmpfs", mounted, "tmpfs", Set.of(), "size=64k");
        try {
            Files.writeString(mounted.resolve("kept"), "x");
            assertThatThrownBy(() -> FileTrees.delete(temp.resolve("tree")))
                    .isInstanceOfSatisfying(
                            LinuxException.class,
                            failure -> assertThat(failure.is(Errno.EBUSY)).isTrue());
            assertThat(mounted.resolve("kept")).hasContent("x");
        } finally {
            Mounts.unmountLazily(mounted);
        }
    }

    @Test
    void pathsBeneathARootDoNotLeaveIt() throws IOException {
        Path root = Files.createDirectories(temp.resolve("root/inner"));
        Files.createSymbolicLink(root.resolve("out"), temp);
        try (Fd dir = FileCalls.openDirectory(root)) {
            int flags = FileCalls.O_RDONLY | FileCalls.O_DIRECTORY;
            for (String path : new String[] {"..", "out", "/", "out/root"}) {
                assertThatThrownBy(() -> FileCalls.openat2(dir, FileName.of(path), flags, 0, FileCalls.RESOLVE_BENEATH)
                                .close())
                        .as(path)
                        .isInstanceOfSatisfying(
                                LinuxException.class,
                                failure -> assertThat(failure.is(Errno.EXDEV)).isTrue());
            }
            try (Fd top = FileCalls.openat2(dir, FileName.of("../../.."), flags, 0, FileCalls.RESOLVE_IN_ROOT)) {
                assertThat(FileCalls.status(top).inode())
                        .isEqualTo(FileCalls.status(dir).inode());
            }
        }
    }
}
