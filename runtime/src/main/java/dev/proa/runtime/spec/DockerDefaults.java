package dev.proa.runtime.spec;

import dev.proa.linux.capability.Capability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What Docker gives a container that asks for nothing special (moby's daemon/pkg/oci/defaults.go). */
public final class DockerDefaults {
    /** The PATH of a process whose image sets none. */
    public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** The size of /dev/shm in bytes. */
    public static final long SHM_SIZE = 64L << 20;

    /** Where an init program is mounted that reaps for the container's own. */
    public static final String INIT_PATH = "/sbin/docker-init";

    /** What root in a container may do. */
    public static final Set<Capability> CAPABILITIES = Collections.unmodifiableSet(EnumSet.of(
            Capability.CAP_CHOWN,
            Capability.CAP_DAC_OVERRIDE,
            Capability.CAP_FSETID,
            Capability.CAP_FOWNER,
            Capability.CAP_MKNOD,
            Capability.CAP_NET_RAW,
            Capability.CAP_SETGID,
            Capability.CAP_SETUID,
            Capability.CAP_SETFCAP,
            Capability.CAP_SETPCAP,
            Capability.CAP_NET_BIND_SERVICE,
            Capability.CAP_SYS_CHROOT,
            Capability.CAP_KILL,
            Capability.CAP_AUDIT_WRITE));

    /** What a container cannot see, because it tells of the host or changes it. */
    public static final List<String> MASKED_PATHS = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/interrupts",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/sys/devices/virtual/powercap",
            "/sys/firmware");

    /** What a container can read only, because it belongs to the host. */
    public static final List<String> READONLY_PATHS =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    /** Kernel parameters of a network namespace of the container's own: ports below 1024 and ping for everybody. */
    public static final Map<String, String> NETWORK_SYSCTLS =
            Map.of("net.ipv4.ip_unprivileged_port_start", "0", "net.ipv4.ping_group_range", "0 2147483647");

    private static final Set<String> KEPT_WRITABLE = Set.of("/proc", "/dev/pts", "/dev/shm", "/dev/mqueue", "/dev");

    private DockerDefaults() {}

    static List<Mount> mounts(
            List<Mount> own, long shmSize, boolean withShm, boolean privileged, boolean readonlyRootfs) {
        Set<String> taken = new HashSet<>();
        own.forEach(mount -> taken.add(mount.destination()));
        List<Mount> all = new ArrayList<>();
        for (Mount mount : standard(shmSize)) {
            String at = mount.destination();
            if (taken.contains(at)
                    || (taken.contains("/dev") && at.startsWith("/dev/"))
                    || (at.equals("/dev/shm") && !withShm)) {
                continue;
            }
            boolean sysfs = at.equals("/sys") || mount.type().equals("cgroup");
            Mount adjusted = readonlyRootfs && !KEPT_WRITABLE.contains(at) ? mount.readonly() : mount;
            all.add(privileged && sysfs ? adjusted.writable() : adjusted);
        }
        all.addAll(own);
        return all;
    }

    private static List<Mount> standard(long shmSize) {
        return List.of(
                new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")),
                new Mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")),
                new Mount(
                        "/dev/pts",
                        "devpts",
                        "devpts",
                        List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5")),
                new Mount("/sys", "sysfs", "sysfs", List.of("nosuid", "noexec", "nodev", "ro")),
                new Mount("/sys/fs/cgroup", "cgroup", "cgroup", List.of("ro", "nosuid", "noexec", "nodev")),
                new Mount("/dev/mqueue", "mqueue", "mqueue", List.of("nosuid", "noexec", "nodev")),
                new Mount(
                        "/dev/shm",
                        "tmpfs",
                        "shm",
                        List.of("nosuid", "noexec", "nodev", "mode=1777", "size=" + shmSize)));
    }

    static List<Device.Rule> deviceRules(boolean privileged, List<Device.Rule> own) {
        List<Device.Rule> rules = new ArrayList<>();
        if (privileged) {
            rules.add(Device.Rule.allowAll());
        } else {
            rules.add(new Device.Rule(false, "a", OptionalLong.empty(), OptionalLong.empty(), "rwm"));
            rules.add(Device.Rule.allow("c", 1, 5, "rwm")); // zero
            rules.add(Device.Rule.allow("c", 1, 3, "rwm")); // null
            rules.add(Device.Rule.allow("c", 1, 9, "rwm")); // urandom
            rules.add(Device.Rule.allow("c", 1, 8, "rwm")); // random
            rules.add(Device.Rule.allow("c", 5, 0, "rwm")); // tty
            rules.add(Device.Rule.allow("c", 5, 1, "rwm")); // console
            rules.add(new Device.Rule(false, "c", OptionalLong.of(10), OptionalLong.of(229), "rwm")); // fuse
        }
        rules.addAll(own);
        return rules;
    }
}
