package dev.proa.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proa.linux.mount.MountInfo;
import dev.proa.linux.mount.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root. */
class HybridCgroupsTest {
    @TempDir
    Path root;

    @Test
    void afterPreparingNoControllerIsLeftInAHybridsVersion2Tree() throws IOException {
        HybridCgroups.prepareForCrun();

        assertThat(HybridCgroups.prepareForCrun()).isEmpty();
        CgroupLayout layout = CgroupLayout.detect();
        if (layout.mode() == CgroupLayout.Mode.HYBRID) {
            assertThat(layout.unified().orElseThrow().mountPoint().resolve("cgroup.controllers"))
                    .content()
                    .isBlank();
        }
    }

    @Test
    void manyAtOnceMountATreeOnce() throws Exception {
        // A controller that nothing uses, so that its tree goes away with the mount.
        String controller = "net_cls";
        assumeTrue(isFree(controller), "net_cls is in use here, or not in this kernel");
        Path place = root.toRealPath();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> mount = () -> HybridCgroups.mountLegacy(List.of(controller), place);
            int mounted = 0;
            for (var task : tasks.invokeAll(List.of(mount, mount, mount, mount))) {
                mounted += task.get().size();
            }

            assertThat(mounted).isEqualTo(1);
            assertThat(MountInfo.list())
                    .filteredOn(info -> info.mountPoint().equals(place + "/net_cls"))
                    .hasSize(1);
            assertThat(HybridCgroups.mountLegacy(List.of(controller), place)).isEmpty();
        } finally {
            Mounts.unmount(place.resolve(controller));
        }
    }

    @Test
    void aControllerThatDoesNotExistIsNamedInTheFailure() {
        assertThatThrownBy(() -> HybridCgroups.mountLegacy(List.of("nonsense"), root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nonsense");
    }

    private static boolean isFree(String controller) throws IOException {
        return Files.readAllLines(Path.of("/proc/cgroups")).stream()
                .anyMatch(line -> line.matches(controller + "\\s+0\\s+.*"));
    }
}
