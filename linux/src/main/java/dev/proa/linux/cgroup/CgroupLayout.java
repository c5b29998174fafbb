package dev.proa.linux.cgroup;

import dev.proa.linux.mount.MountInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which cgroup trees this host has mounted.
 *
 * @param hierarchies each tree once, in the order they were mounted
 */
public record CgroupLayout(List<CgroupHierarchy> hierarchies) {
    /** The version of the host's cgroups. */
    public enum Mode {
        /** No cgroup tree is mounted. */
        NONE,
        /** Version 1: a tree for each controller or group of controllers. */
        LEGACY,
        /** Version 1 trees, and the version 2 tree beside them. */
        HYBRID,
        /** Version 2: one tree for all. */
        UNIFIED
    }

    private static final Path USUAL_PLACE = Path.of("/sys/fs/cgroup");

    // What else may stand among a version 1 tree's options (cgroup1_show_options in kernel/cgroup/cgroup-v1.c).
    private static final Set<String> NOT_CONTROLLERS =
            Set.of("rw", "ro", "noprefix", "xattr", "cpuset_v2_mode", "favordynmods", "clone_children", "seclabel");

    public CgroupLayout {
        hierarchies = List.copyOf(hierarchies);
    }

    /** What is mounted now. */
    public static CgroupLayout detect() throws IOException {
        return of(MountInfo.list());
    }

    /** The trees among some mounts. Of a tree mounted several times, the one below /sys/fs/cgroup counts. */
    public static CgroupLayout of(List<MountInfo> mounts) {
        Map<Set<String>, CgroupHierarchy> found = new LinkedHashMap<>();
        for (MountInfo mount : mounts) {
            Set<String> controllers;
            if (mount.type().equals("cgroup2")) {
                controllers = Set.of();
            } else if (mount.type().equals("cgroup")) {
                controllers = controllers(mount.superOptions());
            } else {
                continue;
            }
            CgroupHierarchy hierarchy = new CgroupHierarchy(controllers, Path.of(mount.mountPoint()), mount.root());
            found.merge(controllers, hierarchy, (first, next) -> rank(next) > rank(first) ? next : first);
        }
        return new CgroupLayout(List.copyOf(found.values()));
    }

    private static int rank(CgroupHierarchy hierarchy) {
        return (hierarchy.mountPoint().startsWith(USUAL_PLACE) ? 2 : 0)
                + (hierarchy.root().equals("/") ? 1 : 0);
    }

    private static Set<String> controllers(List<String> superOptions) {
        Set<String> controllers = new LinkedHashSet<>(superOptions);
        controllers.removeIf(option -> NOT_CONTROLLERS.contains(option) || option.startsWith("release_agent="));
        return controllers;
    }

    /** The version of the host's cgroups. */
    public Mode mode() {
        boolean unified = unified().isPresent();
        boolean legacy = hierarchies.stream().anyMatch(hierarchy -> !hierarchy.unified());
        if (unified) {
            return legacy ? Mode.HYBRID : Mode.UNIFIED;
        }
        return legacy ? Mode.LEGACY : Mode.NONE;
    }

    /** The version 2 tree. */
    public Optional<CgroupHierarchy> unified() {
        return hierarchies.stream().filter(CgroupHierarchy::unified).findFirst();
    }

    /** The version 1 tree of a controller, such as {@code freezer}. */
    public Optional<CgroupHierarchy> legacy(String controller) {
        return hierarchies.stream()
                .filter(hierarchy -> hierarchy.controllers().contains(controller))
                .findFirst();
    }

    /**
     * The cgroup a process is in: below the root in at least one tree, or with no directories at all.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such process
     */
    public Cgroup cgroupOf(long pid) throws IOException {
        return fromMembership(Files.readString(Path.of("/proc", Long.toString(pid), "cgroup")));
    }

    /**
     * The cgroup at the same path in every tree, as an OCI runtime makes it for {@code cgroupsPath}. It need not exist.
     *
     * @param path absolute, such as {@code /proa/0123}
     * @throws IllegalArgumentException when it is relative, the root, or climbs with {@code ..}
     */
    public Cgroup cgroupAt(String path) {
        if (!path.startsWith("/")
                || List.of(path.split("/", -1)).contains("..")
                || Path.of(path).normalize().getNameCount() == 0) {
            throw new IllegalArgumentException("not the absolute path of a cgroup below the root: " + path);
        }
        List<Path> directories = new ArrayList<>();
        for (CgroupHierarchy hierarchy : hierarchies) {
            directories.add(hierarchy.mountPoint().resolve(path.substring(1)).normalize());
        }
        return new Cgroup(directories);
    }

    /** Reads the text of a /proc/pid/cgroup file (cgroups(7)); lines of trees that are not mounted are left out. */
    Cgroup fromMembership(String text) throws IOException {
        List<Path> directories = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            String[] fields = line.split(":", 3);
            if (fields.length != 3) {
                throw new IOException("malformed line of /proc/pid/cgroup: " + line);
            }
            Set<String> controllers = fields[1].isEmpty() ? Set.of() : Set.of(fields[1].split(",", -1));
            hierarchies.stream()
                    .filter(hierarchy -> hierarchy.controllers().equals(controllers))
                    .findFirst()
                    .flatMap(hierarchy -> hierarchy
                            .directory(fields[2])
                            .filter(directory -> !directory.equals(hierarchy.mountPoint())))
                    .ifPresent(directories::add);
        }
        return new Cgroup(directories);
    }
}
