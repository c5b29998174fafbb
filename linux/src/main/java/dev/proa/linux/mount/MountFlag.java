package dev.proa.linux.mount;

import java.util.Set;

/** The flags of mount(2) (linux/mount.h); the same numbers on every architecture. */
public enum MountFlag {
    READ_ONLY(1),
    NOSUID(1 << 1),
    NODEV(1 << 2),
    NOEXEC(1 << 3),
    SYNCHRONOUS(1 << 4),
    REMOUNT(1 << 5),
    DIRSYNC(1 << 7),
    NOSYMFOLLOW(1 << 8),
    NOATIME(1 << 10),
    NODIRATIME(1 << 11),
    BIND(1 << 12),
    MOVE(1 << 13),
    RECURSIVE(1 << 14),
    SILENT(1 << 15),
    UNBINDABLE(1 << 17),
    PRIVATE(1 << 18),
    SLAVE(1 << 19),
    SHARED(1 << 20),
    RELATIME(1 << 21),
    STRICTATIME(1 << 24),
    LAZYTIME(1 << 25);

    private final int bit;

    MountFlag(int bit) {
        this.bit = bit;
    }

    static long bits(Set<MountFlag> flags) {
        long bits = 0;
        for (MountFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }
}
