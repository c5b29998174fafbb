package dev.proa.linux.cgroup;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A tree of cgroups and where it is mounted.
 *
 * @param controllers what a version 1 tree controls, such as {@code memory}, or {@code name=systemd} for a tree that
 *     only groups; empty for the version 2 tree
 * @param mountPoint where it is mounted
 * @param root which cgroup is seen at the mount point; {@code /} unless only a part of the tree is mounted
 */
public record CgroupHierarchy(Set<String> controllers, Path mountPoint, String root) {
    public CgroupHierarchy {
        controllers = Set.copyOf(controllers);
    }

    /** Whether this is the version 2 tree. */
    public boolean unified() {
        return controllers.isEmpty();
    }

    /**
     * Where a cgroup's directory is.
     *
     * @param path as in /proc/pid/cgroup, from the tree's root, beginning with a slash
     * @return empty when the cgroup is outside what is mounted
     */
    public Optional<Path> directory(String path) {
        String wanted = "/" + trimSlashes(path);
        String top = "/" + trimSlashes(root);
        if (!wanted.equals(top) && !top.equals("/") && !wanted.startsWith(top + "/")) {
            return Optional.empty();
        }
        Path directory =
                mountPoint.resolve(trimSlashes(wanted.substring(top.length()))).normalize();
        // A process outside this cgroup namespace has a path that climbs: /../other (cgroup_namespaces(7)).
        return directory.startsWith(mountPoint) ? Optional.of(directory) : Optional.empty();
    }

    private static String trimSlashes(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }
}
