package dev.proa.linux.cgroup;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.mount.MountInfo;
import dev.proa.linux.mount.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a host with both cgroup versions usable for crun, which stops with "cgroups in hybrid mode not supported, drop
 * all controllers from cgroupv2" while the version 2 tree holds a controller.
 */
public final class HybridCgroups {
    private static final Path PLACE = Path.of("/sys/fs/cgroup");

    private HybridCgroups() {}

    /**
     * Mounts a version 1 tree at /sys/fs/cgroup/&lt;controller&gt; for each controller that the version 2 tree of a
     * hybrid still holds, which takes the controller out of that tree. Does nothing on other hosts.
     *
     * <p>These mounts are never unmounted: they belong to the host, like those made at boot, and containers of any
     * engine that were started since depend on them. Doing this again changes nothing, and several processes may do it
     * at once.
     *
     * @return the controllers that were moved, by this call
     * @throws IOException when one cannot be moved, for example because cgroups of the version 2 tree use it
     */
    public static List<String> prepareForCrun() throws IOException {
        CgroupLayout layout = CgroupLayout.detect();
        Optional<CgroupHierarchy> unified = layout.unified();
        if (layout.mode() != CgroupLayout.Mode.HYBRID || unified.isEmpty()) {
            return List.of();
        }
        Path controllers = unified.get().mountPoint().resolve("cgroup.controllers");
        List<String> moved = mountLegacy(parse(Files.readString(controllers)), PLACE);
        List<String> left = parse(Files.readString(controllers));
        if (!left.isEmpty()) {
            throw new IOException("the controllers " + left + " stay in the cgroup version 2 tree at "
                    + unified.get().mountPoint() + ", although a version 1 tree was mounted for each");
        }
        return moved;
    }

    private static List<String> parse(String controllers) {
        return List.of(controllers.split("\\s+")).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Mounts one version 1 tree for each controller below a directory, where that is not so already. */
    static List<String> mountLegacy(List<String> controllers, Path place) throws IOException {
        List<String> mounted = new ArrayList<>();
        for (String controller : controllers) {
            Path target = place.resolve(controller);
            try {
                Files.createDirectories(target);
                Mounts.mount("cgroup", target, "cgroup", Set.of(), controller);
                mounted.add(controller);
            } catch (LinuxException failure) {
                // EBUSY: another process was faster, since the kernel does not stack a file system on itself; or
                // cgroups of the version 2 tree use the controller.
                if (!failure.is(Errno.EBUSY) || !holds(target, controller)) {
                    throw new IOException(
                            "cannot move the cgroup controller " + controller + " to a version 1 tree at " + target,
                            failure);
                }
            }
        }
        return mounted;
    }

    private static boolean holds(Path target, String controller) throws IOException {
        return MountInfo.find(target)
                .filter(mount ->
                        mount.type().equals("cgroup") && mount.superOptions().contains(controller))
                .isPresent();
    }
}
