package dev.proa.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.linux.cgroup.Cgroup;
import dev.proa.linux.cgroup.CgroupLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ContainerCgroupsTest {
    private final String id = new ContainerIds().next();
    private final ContainerCgroups cgroups = new ContainerCgroups();

    @Test
    void whatRunsInALostCgroupEndsAndTheCgroupGoesFromEveryTree() throws Exception {
        Cgroup cgroup = CgroupLayout.detect().cgroupAt(ContainerCgroups.path(id));
        // What it starts later is in the cgroup, too.
        Process shell = new ProcessBuilder("sh", "-c", "read go; sleep 600 & wait").start();
        try {
            for (Path directory : cgroup.directories()) {
                enter(directory, shell.pid());
            }
            shell.outputWriter().append("go\n").flush();
            await(() -> shell.descendants().findAny().isPresent());
            ProcessHandle child = shell.descendants().findAny().orElseThrow();
            assertThat(cgroup.pids()).contains(shell.pid(), child.pid());

            cgroups.release(id);

            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
            await(() -> !child.isAlive());
            assertThat(cgroup.exists()).isFalse();
            cgroups.release(id);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
            cgroup.remove();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 10 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void enter(Path directory, long pid) throws IOException {
        Files.createDirectories(directory.resolve("below"));
        if (Files.exists(directory.resolve("cpuset.cpus"))) {
            return; // takes no process before it is told of processors
        }
        Files.writeString(directory.resolve("below/cgroup.procs"), Long.toString(pid));
    }
}
