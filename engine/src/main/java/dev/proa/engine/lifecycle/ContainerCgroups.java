package dev.proa.engine.lifecycle;

import dev.proa.linux.cgroup.Cgroup;
import dev.proa.linux.cgroup.CgroupLayout;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * The containers' cgroups. OCI runtimes make and remove them; but one that is killed on its way, or has lost its state,
 * leaves them, perhaps with a process in them.
 */
public final class ContainerCgroups {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    /** A container's cgroup, from the root of each tree. */
    static String path(String containerId) {
        return "/proa/" + containerId;
    }

    /** Ends what still runs in a container's cgroup and removes it; does nothing when it is gone. */
    public void release(String containerId) throws IOException {
        Cgroup cgroup = CgroupLayout.detect().cgroupAt(path(containerId));
        if (!cgroup.exists()) {
            return;
        }
        long deadline = System.nanoTime() + ENDS_WITHIN.toNanos();
        while (true) {
            cgroup.kill();
            try {
                cgroup.remove();
                return;
            } catch (IOException inUse) {
                if (System.nanoTime() > deadline) {
                    throw inUse;
                }
            }
            try {
                Thread.sleep(Duration.ofMillis(5));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a cgroup's processes ended");
            }
        }
    }
}
