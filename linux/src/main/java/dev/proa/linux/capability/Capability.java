package dev.proa.linux.capability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The capabilities of capabilities(7), in the order of their numbers (linux/capability.h). The constants carry the
 * kernel's names, which are also those of the OCI runtime specification.
 */
public enum Capability {
    CAP_CHOWN,
    CAP_DAC_OVERRIDE,
    CAP_DAC_READ_SEARCH,
    CAP_FOWNER,
    CAP_FSETID,
    CAP_KILL,
    CAP_SETGID,
    CAP_SETUID,
    CAP_SETPCAP,
    CAP_LINUX_IMMUTABLE,
    CAP_NET_BIND_SERVICE,
    CAP_NET_BROADCAST,
    CAP_NET_ADMIN,
    CAP_NET_RAW,
    CAP_IPC_LOCK,
    CAP_IPC_OWNER,
    CAP_SYS_MODULE,
    CAP_SYS_RAWIO,
    CAP_SYS_CHROOT,
    CAP_SYS_PTRACE,
    CAP_SYS_PACCT,
    CAP_SYS_ADMIN,
    CAP_SYS_BOOT,
    CAP_SYS_NICE,
    CAP_SYS_RESOURCE,
    CAP_SYS_TIME,
    CAP_SYS_TTY_CONFIG,
    CAP_MKNOD,
    CAP_LEASE,
    CAP_AUDIT_WRITE,
    CAP_AUDIT_CONTROL,
    CAP_SETFCAP,
    CAP_MAC_OVERRIDE,
    CAP_MAC_ADMIN,
    CAP_SYSLOG,
    CAP_WAKE_ALARM,
    CAP_BLOCK_SUSPEND,
    CAP_AUDIT_READ,
    CAP_PERFMON,
    CAP_BPF,
    CAP_CHECKPOINT_RESTORE;

    private static final Set<Capability> ALL = Collections.unmodifiableSet(EnumSet.allOf(Capability.class));

    /** A capability by its name in any case, with or without {@code CAP_}; empty for an unknown name. */
    public static Optional<Capability> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String full = upper.startsWith("CAP_") ? upper : "CAP_" + upper;
        return ALL.stream().filter(capability -> capability.name().equals(full)).findFirst();
    }

    /**
     * The bounding set of this process: what it and its children can have at most.
     *
     * @return an unmodifiable set in the order of the numbers; a capability newer than this list is left out
     */
    public static Set<Capability> bounding() throws IOException {
        return boundingOf(Files.readString(Path.of("/proc/self/status")));
    }

    /**
     * Reads the bounding set from the text of a /proc/pid/status file.
     *
     * @throws IOException when it has no {@code CapBnd} line of hexadecimal digits
     */
    static Set<Capability> boundingOf(String status) throws IOException {
        for (String line : status.split("\n", -1)) {
            if (line.startsWith("CapBnd:")) {
                String digits = line.substring("CapBnd:".length()).strip();
                try {
                    return ofBits(Long.parseUnsignedLong(digits, 16));
                } catch (NumberFormatException malformed) {
                    throw new IOException("malformed bounding set in /proc/self/status: " + line, malformed);
                }
            }
        }
        throw new IOException("no bounding set (CapBnd) in /proc/self/status");
    }

    private static Set<Capability> ofBits(long bits) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        long bit = 1;
        for (Capability capability : ALL) {
            if ((bits & bit) != 0) {
                set.add(capability);
            }
            bit <<= 1;
        }
        return Collections.unmodifiableSet(set);
    }
}
