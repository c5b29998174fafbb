package dev.proa.runtime.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes containers-common's profile as strict as Docker's default. Podman's lets every container make namespaces and
 * mounts, and leaves it to capabilities whether that works; with a user namespace of its own a process has all of them,
 * and much more of the kernel to attack. Docker's default asks for the capability before.
 */
final class DockerSeccomp {
    private static final String ALLOW = "SCMP_ACT_ALLOW";
    private static final String SYS_ADMIN = "CAP_SYS_ADMIN";
    /** Nobody has it, so what needs it is never allowed. */
    private static final String NOBODY = "none";

    private static final Map<String, List<String>> NEEDED = Map.of(
            SYS_ADMIN,
            List.of(
                    "clone",
                    "clone3",
                    "fsconfig",
                    "fsmount",
                    "fsopen",
                    "fspick",
                    "mount",
                    "mount_setattr",
                    "move_mount",
                    "open_tree",
                    "setns",
                    "umount",
                    "umount2",
                    "unshare"),
            "CAP_SYS_BOOT",
            List.of("reboot"),
            "CAP_SYS_PTRACE",
            List.of("pidfd_getfd"),
            "CAP_SYS_NICE",
            List.of("get_mempolicy", "mbind", "set_mempolicy"),
            "CAP_SYSLOG",
            List.of("syslog"),
            NOBODY,
            List.of("keyctl", "pivot_root"));

    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET (clone(2)). */
    private static final long NAMESPACES = 0x7E020000L;

    private static final long EPERM = 1;
    private static final long ENOSYS = 38;

    private DockerSeccomp() {}

    /** The profile with what Docker does not give everybody taken from everybody. */
    static Map<String, Object> tighten(Map<String, Object> profile) {
        List<String> restricted = NEEDED.values().stream().flatMap(List::stream).toList();
        List<Object> rules = new ArrayList<>();
        if (profile.get("syscalls") instanceof List<?> given) {
            for (Object rule : given) {
                rules.add(rule instanceof Map<?, ?> map && isForEverybody(map) ? without(map, restricted) : rule);
            }
        }
        NEEDED.forEach((capability, names) -> {
            if (!capability.equals(NOBODY)) {
                rules.add(rule(names, ALLOW, null, Map.of("includes", caps(capability))));
            }
            List<String> refused = names.stream()
                    .filter(name -> !name.equals("clone") && !name.equals("clone3"))
                    .toList();
            if (!refused.isEmpty()) {
                rules.add(rule(refused, "SCMP_ACT_ERRNO", EPERM, Map.of("excludes", caps(capability))));
            }
        });
        // Threads and processes are made with clone; a filter can see its flags. It cannot see those of clone3, which
        // are behind a pointer: C libraries that get ENOSYS there use clone.
        Map<String, Object> noNamespaces =
                Map.of("index", 0L, "value", NAMESPACES, "valueTwo", 0L, "op", "SCMP_CMP_MASKED_EQ");
        rules.add(rule(
                List.of("clone"), ALLOW, null, Map.of("args", List.of(noNamespaces), "excludes", caps(SYS_ADMIN))));
        rules.add(rule(List.of("clone3"), "SCMP_ACT_ERRNO", ENOSYS, Map.of("excludes", caps(SYS_ADMIN))));

        Map<String, Object> tightened = new LinkedHashMap<>(profile);
        tightened.put("syscalls", rules);
        return tightened;
    }

    private static boolean isForEverybody(Map<?, ?> rule) {
        return ALLOW.equals(rule.get("action")) && isEmpty(rule.get("args")) && !hasCaps(rule.get("includes"));
    }

    private static boolean isEmpty(@Nullable Object list) {
        return !(list instanceof List<?> values) || values.isEmpty();
    }

    private static boolean hasCaps(@Nullable Object filter) {
        return filter instanceof Map<?, ?> map && !isEmpty(map.get("caps"));
    }

    private static Map<String, Object> without(Map<?, ?> rule, List<String> names) {
        Map<String, Object> copy = new LinkedHashMap<>();
        rule.forEach((key, value) -> copy.put(String.valueOf(key), value));
        if (rule.get("names") instanceof List<?> given) {
            copy.put(
                    "names",
                    given.stream().filter(name -> !names.contains(name)).toList());
        }
        return copy;
    }

    private static Map<String, Object> caps(String capability) {
        return Map.of("caps", List.of(capability));
    }

    private static Map<String, Object> rule(
            List<String> names, String action, @Nullable Long errno, Map<String, Object> more) {
        Map<String, Object> rule = new HashMap<>(more);
        rule.put("names", names);
        rule.put("action", action);
        if (errno != null) {
            rule.put("errnoRet", errno);
        }
        return rule;
    }
}
