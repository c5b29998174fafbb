package dev.proa.linux.mount;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Changes the mount table of this process's mount namespace: mount(2) and umount2(2).
 *
 * <p>A mount belongs to whoever made it, who unmounts it. Paths should be absolute. Safe for use by any thread.
 */
public final class Mounts {
    private static final MethodHandle MOUNT =
            LibC.function("mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    private static final MethodHandle UMOUNT2 =
            LibC.function("umount2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    private static final int MNT_DETACH = 2;
    private static final int UMOUNT_NOFOLLOW = 8;
    // The kernel copies one page of data and drops the rest without a word (copy_mount_options in fs/namespace.c).
    private static final int DATA_LIMIT = 4095;

    private Mounts() {}

    /**
     * Mounts a file system.
     *
     * @param source a device or a directory; a free name for file systems that have no source
     * @param target where to mount, an existing directory (or file, for a bind of a file)
     * @param type the file system, as in /proc/filesystems; empty for binds, remounts and changes of propagation
     * @param data the file system's own options, separated by commas; empty for none
     * @throws LinuxException when the kernel refuses, or with E2BIG when {@code data} exceeds the 4095 bytes of a page
     *     which the kernel takes
     */
    public static void mount(String source, Path target, String type, Set<MountFlag> flags, String data)
            throws LinuxException {
        if (data.getBytes(StandardCharsets.UTF_8).length > DATA_LIMIT) {
            throw new LinuxException(describe(source, target, type, flags, data), Errno.E2BIG);
        }
        LibC.check(() -> describe(source, target, type, flags, data), (arena, errno) -> (int) MOUNT.invokeExact(
                errno,
                arena.allocateFrom(source),
                arena.allocateFrom(target.toString()),
                textOrNull(arena, type),
                MountFlag.bits(flags),
                textOrNull(arena, data)));
    }

    /**
     * Mounts what mount(8) would for {@code -t type -o options source target}. A read-only bind takes two system calls:
     * if the second fails, the first is undone.
     *
     * @param options as {@link MountOptions#parse} reads them
     * @throws LinuxException as for {@link #mount(String, Path, String, Set, String)}; then nothing is mounted
     */
    public static void mount(String type, String source, List<String> options, Path target) throws LinuxException {
        MountOptions parsed = MountOptions.parse(options);
        if (!parsed.flags().contains(MountFlag.BIND) || parsed.flags().contains(MountFlag.REMOUNT)) {
            mount(source, target, type, parsed.flags(), parsed.data());
            return;
        }
        bind(Path.of(source), target, parsed.flags().contains(MountFlag.RECURSIVE));
        Set<MountFlag> rest = EnumSet.copyOf(parsed.flags());
        rest.remove(MountFlag.BIND);
        rest.remove(MountFlag.RECURSIVE);
        if (rest.isEmpty()) {
            return;
        }
        try {
            remountBind(target, rest);
        } catch (LinuxException failure) {
            try {
                unmountLazily(target);
            } catch (LinuxException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
    }

    /**
     * Shows a file or directory at a second place. The flags of the mount it lies on are kept.
     *
     * @param recursive whether mounts below {@code source} come along
     */
    public static void bind(Path source, Path target, boolean recursive) throws LinuxException {
        Set<MountFlag> flags = recursive ? EnumSet.of(MountFlag.BIND, MountFlag.RECURSIVE) : EnumSet.of(MountFlag.BIND);
        mount(source.toString(), target, "", flags, "");
    }

    /**
     * Replaces the flags of one mount, for example to make a bind mount read-only. Flags not named are cleared; mounts
     * below it keep theirs.
     */
    public static void remountBind(Path target, Set<MountFlag> flags) throws LinuxException {
        Set<MountFlag> all = EnumSet.of(MountFlag.REMOUNT, MountFlag.BIND);
        all.addAll(flags);
        mount("none", target, "", all, "");
    }

    /** Replaces the flags and data of a mounted file system, wherever it is mounted. */
    public static void remount(Path target, Set<MountFlag> flags, String data) throws LinuxException {
        Set<MountFlag> all = EnumSet.of(MountFlag.REMOUNT);
        all.addAll(flags);
        mount("none", target, "", all, data);
    }

    /**
     * Stops mounts and unmounts at this mount point from being repeated in other mount namespaces, and the other way
     * round (mount_namespaces(7)).
     *
     * @param recursive whether the mounts below it become private as well
     */
    public static void makePrivate(Path target, boolean recursive) throws LinuxException {
        Set<MountFlag> flags =
                recursive ? EnumSet.of(MountFlag.PRIVATE, MountFlag.RECURSIVE) : EnumSet.of(MountFlag.PRIVATE);
        mount("none", target, "", flags, "");
    }

    /**
     * Unmounts the topmost mount at a place, which is not followed if it is a symbolic link.
     *
     * @throws LinuxException EBUSY while something uses it, EINVAL if nothing is mounted there, ENOENT if the place is
     *     missing
     */
    public static void unmount(Path target) throws LinuxException {
        unmount(target, UMOUNT_NOFOLLOW);
    }

    /**
     * Takes the topmost mount at a place out of sight at once, with what is mounted below it; the kernel frees it when
     * its last user is gone.
     *
     * @throws LinuxException EINVAL if nothing is mounted there, ENOENT if the place is missing
     */
    public static void unmountLazily(Path target) throws LinuxException {
        unmount(target, UMOUNT_NOFOLLOW | MNT_DETACH);
    }

    /**
     * Like {@link #unmountLazily}, but content when nothing is mounted there or the place is missing: for clean-up that
     * may be repeated.
     *
     * @return whether something was unmounted
     */
    public static boolean unmountIfMounted(Path target) throws LinuxException {
        try {
            unmountLazily(target);
            return true;
        } catch (LinuxException failure) {
            if (failure.is(Errno.EINVAL) || failure.is(Errno.ENOENT)) {
                return false;
            }
            throw failure;
        }
    }

    private static MemorySegment textOrNull(Arena arena, String text) {
        return text.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(text);
    }

    private static void unmount(Path target, int flags) throws LinuxException {
        LibC.check(() -> "umount2(\"" + target + "\", " + flags + ")", (arena, errno) ->
                (int) UMOUNT2.invokeExact(errno, arena.allocateFrom(target.toString()), flags));
    }

    private static String describe(String source, Path target, String type, Set<MountFlag> flags, String data) {
        return "mount(\"" + source + "\", \"" + target + "\", \"" + type + "\", " + flags + ", \"" + data + "\")";
    }
}
