package dev.proa.linux.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root. */
class MountsTest {
    @TempDir
    Path root;

    Path first;
    Path second;

    @BeforeEach
    void makeDirectories() throws IOException {
        root = root.toRealPath();
        first = Files.createDirectory(root.resolve("first place"));
        second = Files.createDirectory(root.resolve("second"));
    }

    @AfterEach
    void unmountWhatATestLeft() throws IOException {
        for (Path place : List.of(second, first)) {
            while (Mounts.unmountIfMounted(place)) {
                // Several may be stacked.
            }
        }
    }

    @Test
    void mountsWithFlagsAndData() throws IOException {
        Mounts.mount("some", first, "tmpfs", Set.of(MountFlag.NOSUID, MountFlag.NOEXEC), "size=64k,mode=700");

        MountInfo mount = MountInfo.find(first).orElseThrow();
        assertThat(mount.type()).isEqualTo("tmpfs");
        assertThat(mount.source()).isEqualTo("some");
        assertThat(mount.options()).contains("nosuid", "noexec").doesNotContain("nodev");
        assertThat(mount.superOptions()).contains("size=64k", "mode=700");

        Mounts.unmount(first);
        assertThat(MountInfo.find(first)).isEmpty();
    }

    @Test
    void aReadOnlyBindShowsTheSourceAndTakesNoWrites() throws IOException {
        Files.writeString(first.resolve("a"), "hello");

        Mounts.mount("", first.toString(), List.of("bind", "ro", "nosuid"), second);

        assertThat(second.resolve("a")).hasContent("hello");
        assertThatThrownBy(() -> Files.writeString(second.resolve("a"), "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Read-only");
        assertThat(MountInfo.find(second).orElseThrow().options()).contains("ro", "nosuid");
        Files.writeString(first.resolve("a"), "still writable");
    }

    @Test
    void aRecursiveBindBringsTheMountsBelow() throws IOException {
        Mounts.mount("t", first, "tmpfs", Set.of(), "");
        Path below = Files.createDirectory(first.resolve("below"));
        Mounts.mount("t", below, "tmpfs", Set.of(), "");
        Files.createFile(below.resolve("a"));

        Mounts.bind(first, second, true);
        assertThat(second.resolve("below/a")).exists();
        Mounts.unmountLazily(second);

        Mounts.bind(first, second, false);
        assertThat(second.resolve("below/a")).doesNotExist();
    }

    @Test
    void aMountInUseIsOnlyUnmountedLazily() throws IOException {
        Mounts.mount("t", first, "tmpfs", Set.of(), "");
        try (var open = Files.newOutputStream(first.resolve("a"))) {
            assertThatThrownBy(() -> Mounts.unmount(first))
                    .isInstanceOfSatisfying(
                            LinuxException.class,
                            failure -> assertThat(failure.errno()).isEqualTo(Errno.EBUSY));
            Mounts.unmountLazily(first);
            assertThat(MountInfo.find(first)).isEmpty();
            open.write(1);
        }
    }

    @Test
    void makePrivateEndsPropagation() throws IOException {
        Mounts.mount("t", first, "tmpfs", Set.of(), "");
        Mounts.mount("none", first, "", Set.of(MountFlag.SHARED), "");
        assertThat(MountInfo.find(first).orElseThrow().propagation()).isNotEmpty();

        Mounts.makePrivate(first, false);

        assertThat(MountInfo.find(first).orElseThrow().propagation()).isEmpty();
    }

    @Test
    void remountChangesTheFileSystem() throws IOException {
        Mounts.mount("t", first, "tmpfs", Set.of(), "size=64k");
        Mounts.remount(first, Set.of(MountFlag.READ_ONLY), "size=128k");

        assertThat(MountInfo.find(first).orElseThrow().superOptions()).contains("ro", "size=128k");
    }

    @Test
    void aFailureNamesTheCallAndTheReason() {
        assertThatThrownBy(() -> Mounts.mount("none", first, "nosuchfs", Set.of(MountFlag.NODEV), "a=b"))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(Errno.ENODEV))
                .hasMessage("mount(\"none\", \"" + first + "\", \"nosuchfs\", [NODEV], \"a=b\"): No such device");
    }

    @Test
    void dataTheKernelWouldCutIsRefused() throws IOException {
        assertThatThrownBy(() -> Mounts.mount("none", first, "tmpfs", Set.of(), "size=1k," + "x".repeat(4096)))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(Errno.E2BIG));
        assertThat(MountInfo.find(first)).isEmpty();
    }

    @Test
    void unmountingNothingIsAnErrorUnlessAskedFor() throws IOException {
        assertThatThrownBy(() -> Mounts.unmount(first)).isInstanceOf(LinuxException.class);
        assertThat(Mounts.unmountIfMounted(first)).isFalse();
        assertThat(Mounts.unmountIfMounted(root.resolve("missing"))).isFalse();
    }

    @Test
    void aSymbolicLinkIsNotFollowedWhenUnmounting() throws IOException {
        Mounts.mount("t", first, "tmpfs", Set.of(), "");
        Path link = Files.createSymbolicLink(root.resolve("link"), first);

        assertThatThrownBy(() -> Mounts.unmount(link)).isInstanceOf(LinuxException.class);
        assertThat(MountInfo.find(first)).isPresent();
    }

    @Test
    void optionsAreSortedIntoFlagsAndData() {
        assertThat(MountOptions.parse(List.of("ro", "lowerdir=/a:/b", "nodev", "rw", "defaults", "index=off")))
                .isEqualTo(new MountOptions(Set.of(MountFlag.NODEV), "lowerdir=/a:/b,index=off"));
    }
}
