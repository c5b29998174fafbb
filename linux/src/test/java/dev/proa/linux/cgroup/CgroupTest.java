package dev.proa.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Needs root and a cgroup tree with a freezer. */
class CgroupTest {
    private final CgroupLayout layout = detect();
    private final CgroupHierarchy tree =
            layout.legacy("freezer").or(layout::unified).orElseThrow();
    private final Path directory = tree.mountPoint().resolve("proa-test-" + UUID.randomUUID());
    private final Cgroup cgroup = new Cgroup(java.util.List.of(directory));

    private static CgroupLayout detect() {
        try {
            return CgroupLayout.detect();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @AfterEach
    void remove() throws IOException {
        cgroup.remove();
    }

    @Test
    void listsFreezesAndRemoves() throws Exception {
        Path inner = Files.createDirectories(directory.resolve("inner"));
        Process sleeper = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(inner.resolve("cgroup.procs"), Long.toString(sleeper.pid()));

            assertThat(cgroup.exists()).isTrue();
            assertThat(cgroup.pids()).containsExactly(sleeper.pid());
            assertThat(layout.cgroupOf(sleeper.pid()).directories()).contains(inner);
            assertThatThrownBy(cgroup::remove).isInstanceOf(IOException.class);

            assertThat(cgroup.frozen()).isFalse();
            freeze(true);
            assertThat(cgroup.frozen()).isTrue();
            freeze(false);
            assertThat(cgroup.frozen()).isFalse();

            cgroup.kill();
            assertThat(sleeper.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
        Files.createDirectories(inner);
        cgroup.remove();
        assertThat(cgroup.exists()).isFalse();
        assertThat(cgroup.pids()).isEmpty();
        assertThat(cgroup.frozen()).isFalse();
        cgroup.remove();
        cgroup.kill();
    }

    private void freeze(boolean frozen) throws IOException {
        if (tree.unified()) {
            Files.writeString(directory.resolve("cgroup.freeze"), frozen ? "1" : "0");
        } else {
            Files.writeString(directory.resolve("freezer.state"), frozen ? "FROZEN" : "THAWED");
        }
    }
}
