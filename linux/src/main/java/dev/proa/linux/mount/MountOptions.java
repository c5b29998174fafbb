package dev.proa.linux.mount;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Mount options as mount(2) wants them: flags of the mount itself, and data for the file system.
 *
 * @param flags what mount(8)'s file-system independent options stand for
 * @param data everything else, joined by commas; empty when there is none
 */
public record MountOptions(Set<MountFlag> flags, String data) {
    private static final Map<String, Set<MountFlag>> SET = Map.ofEntries(
            Map.entry("ro", Set.of(MountFlag.READ_ONLY)),
            Map.entry("nosuid", Set.of(MountFlag.NOSUID)),
            Map.entry("nodev", Set.of(MountFlag.NODEV)),
            Map.entry("noexec", Set.of(MountFlag.NOEXEC)),
            Map.entry("sync", Set.of(MountFlag.SYNCHRONOUS)),
            Map.entry("remount", Set.of(MountFlag.REMOUNT)),
            Map.entry("dirsync", Set.of(MountFlag.DIRSYNC)),
            Map.entry("nosymfollow", Set.of(MountFlag.NOSYMFOLLOW)),
            Map.entry("noatime", Set.of(MountFlag.NOATIME)),
            Map.entry("nodiratime", Set.of(MountFlag.NODIRATIME)),
            Map.entry("bind", Set.of(MountFlag.BIND)),
            Map.entry("rbind", Set.of(MountFlag.BIND, MountFlag.RECURSIVE)),
            Map.entry("relatime", Set.of(MountFlag.RELATIME)),
            Map.entry("strictatime", Set.of(MountFlag.STRICTATIME)),
            Map.entry("lazytime", Set.of(MountFlag.LAZYTIME)));

    private static final Map<String, MountFlag> CLEAR = Map.of(
            "rw", MountFlag.READ_ONLY,
            "suid", MountFlag.NOSUID,
            "dev", MountFlag.NODEV,
            "exec", MountFlag.NOEXEC,
            "async", MountFlag.SYNCHRONOUS,
            "symfollow", MountFlag.NOSYMFOLLOW,
            "atime", MountFlag.NOATIME,
            "diratime", MountFlag.NODIRATIME);

    public MountOptions {
        flags = Set.copyOf(flags);
    }

    /**
     * Sorts options written as for mount(8), such as {@code ro} or {@code lowerdir=/a:/b}; a later one overrides an
     * earlier one ({@code ro,rw} is writable). Names that are no flag go to the file system, in their order.
     */
    public static MountOptions parse(List<String> options) {
        Set<MountFlag> flags = EnumSet.noneOf(MountFlag.class);
        List<String> data = new ArrayList<>();
        for (String option : options) {
            Set<MountFlag> set = SET.get(option);
            MountFlag clear = CLEAR.get(option);
            if (set != null) {
                flags.addAll(set);
            } else if (clear != null) {
                flags.remove(clear);
            } else if (!option.isEmpty() && !option.equals("defaults")) {
                data.add(option);
            }
        }
        return new MountOptions(flags, String.join(",", data));
    }
}
