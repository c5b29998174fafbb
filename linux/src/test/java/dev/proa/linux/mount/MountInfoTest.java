package dev.proa.linux.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountInfoTest {
    @Test
    void readsEveryField() throws IOException {
        MountInfo mount = MountInfo.parseLine(
                "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:7 - ext3 /dev/root rw,errors=continue");

        assertThat(mount)
                .isEqualTo(new MountInfo(
                        36,
                        35,
                        "98:0",
                        "/mnt1",
                        "/mnt2",
                        List.of("rw", "noatime"),
                        List.of("master:1", "shared:7"),
                        "ext3",
                        "/dev/root",
                        List.of("rw", "errors=continue")));
    }

    @Test
    void undoesTheKernelsEscapes() throws IOException {
        MountInfo mount = MountInfo.parseLine(
                "1 2 0:1 / /a\\040b\\011c\\012d\\134e\\043 rw - tmpfs a\\040b rw,lowerdir=/x\\040y");

        assertThat(mount.mountPoint()).isEqualTo("/a b\tc\nd\\e#");
        assertThat(mount.source()).isEqualTo("a b");
        assertThat(mount.superOptions()).containsExactly("rw", "lowerdir=/x y");
        assertThat(mount.propagation()).isEmpty();
    }

    @Test
    void aBackslashThatEscapesNothingStays() throws IOException {
        assertThat(MountInfo.parseLine("1 2 0:1 / /a\\04 rw - tmpfs a\\999 rw").mountPoint())
                .isEqualTo("/a\\04");
    }

    @Test
    void anEmptySourceIsAllowed() throws IOException {
        assertThat(MountInfo.parseLine("1 2 0:1 / /a rw - tmpfs  rw").source()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "36 35 98:0 /mnt1 /mnt2 rw,noatime",
                "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 ext3 /dev/root rw",
                "36 35 98:0 /mnt1 /mnt2 rw,noatime - ext3",
                "36 - 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:7 ext3 /dev/root rw",
                "a 35 98:0 /mnt1 /mnt2 rw - ext3 /dev/root rw"
            })
    void refusesOtherText(String line) {
        assertThatThrownBy(() -> MountInfo.parseLine(line))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(line);
    }

    @Test
    void findsProcInThisNamespace() throws IOException {
        assertThat(MountInfo.find(Path.of("/proc")).orElseThrow().type()).isEqualTo("proc");
        assertThat(MountInfo.find(Path.of("/no/such/mount"))).isEmpty();
    }
}
