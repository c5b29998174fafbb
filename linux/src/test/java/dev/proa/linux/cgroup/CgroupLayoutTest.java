package dev.proa.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.mount.MountInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupLayoutTest {
    private static final String HYBRID = """
            30 22 0:27 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            31 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
            32 30 0:33 / /sys/fs/cgroup/freezer rw,relatime - cgroup cgroup rw,freezer
            33 30 0:36 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,release_agent=/lib/agent,name=systemd
            34 30 0:37 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate
            """;

    @Test
    void aHybridHasBoth() throws IOException {
        CgroupLayout layout = CgroupLayout.of(MountInfo.parse(HYBRID));

        assertThat(layout.mode()).isEqualTo(CgroupLayout.Mode.HYBRID);
        assertThat(layout.unified().orElseThrow().mountPoint()).isEqualTo(Path.of("/sys/fs/cgroup/unified"));
        assertThat(layout.legacy("cpuacct").orElseThrow().controllers()).isEqualTo(Set.of("cpu", "cpuacct"));
        assertThat(layout.legacy("name=systemd").orElseThrow().controllers()).isEqualTo(Set.of("name=systemd"));
        assertThat(layout.legacy("memory")).isEmpty();
    }

    @Test
    void theOtherModesAreTold() throws IOException {
        assertThat(CgroupLayout.of(MountInfo.parse("30 22 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n"))
                        .mode())
                .isEqualTo(CgroupLayout.Mode.UNIFIED);
        assertThat(CgroupLayout.of(MountInfo.parse("30 22 0:27 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n"))
                        .mode())
                .isEqualTo(CgroupLayout.Mode.LEGACY);
        assertThat(CgroupLayout.of(MountInfo.parse("30 22 0:27 / / rw - ext4 /dev/vda rw\n"))
                        .mode())
                .isEqualTo(CgroupLayout.Mode.NONE);
    }

    @Test
    void ofATreeMountedTwiceTheUsualPlaceCounts() throws IOException {
        CgroupLayout layout = CgroupLayout.of(MountInfo.parse("""
                30 22 0:27 /a /elsewhere rw - cgroup2 cgroup rw
                31 22 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup rw
                """));

        assertThat(layout.hierarchies()).hasSize(1);
        assertThat(layout.unified().orElseThrow().mountPoint()).isEqualTo(Path.of("/sys/fs/cgroup"));
    }

    @Test
    void membershipBecomesDirectoriesBelowTheRoots() throws IOException {
        CgroupLayout layout = CgroupLayout.of(MountInfo.parse(HYBRID));

        assertThat(layout.fromMembership("9:memory:/x\n6:freezer:/proa/c:1\n1:cpu,cpuacct:/\n0::/proa/c:1\n")
                        .directories())
                .containsExactly(
                        Path.of("/sys/fs/cgroup/freezer/proa/c:1"), Path.of("/sys/fs/cgroup/unified/proa/c:1"));
    }

    @Test
    void aPathOutsideWhatIsMountedHasNoDirectory() {
        CgroupHierarchy part = new CgroupHierarchy(Set.of(), Path.of("/cg"), "/docker/x");

        assertThat(part.directory("/docker/x/y")).contains(Path.of("/cg/y"));
        assertThat(part.directory("/docker/x")).contains(Path.of("/cg"));
        assertThat(part.directory("/docker/xy")).isEmpty();
        assertThat(part.directory("/other")).isEmpty();
        assertThat(new CgroupHierarchy(Set.of(), Path.of("/cg"), "/").directory("/../../etc"))
                .isEmpty();
    }

    @Test
    void malformedMembershipIsRefused() throws IOException {
        CgroupLayout layout = CgroupLayout.of(MountInfo.parse(HYBRID));

        assertThatThrownBy(() -> layout.fromMembership("0:/x")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "relative", "/a/../..", "/proa/../../etc"})
    void aCgroupThatIsNoneIsRefused(String path) throws IOException {
        CgroupLayout layout = CgroupLayout.of(MountInfo.parse(HYBRID));

        assertThatThrownBy(() -> layout.cgroupAt(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thisHostHasSome() throws IOException {
        assertThat(CgroupLayout.detect().mode()).isNotEqualTo(CgroupLayout.Mode.NONE);
    }
}
