package dev.proa.linux.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * File calls that work relative to a directory descriptor and never follow a symbolic link in the last component.
 *
 * <p>A {@code name} is looked up in {@code dir} by the plain rules of path_resolution(7): pass single names, or open the
 * directory with {@link #openat2} first when the path's parents come from somebody else. Each method throws
 * {@link LinuxException} when the kernel refuses. Safe for use by any thread.
 */
public final class FileCalls {
    public static final int S_IFIFO = 0010000;
    public static final int S_IFCHR = 0020000;
    public static final int S_IFDIR = 0040000;
    public static final int S_IFBLK = 0060000;
    public static final int S_IFREG = 0100000;
    public static final int S_IFLNK = 0120000;
    public static final int S_IFSOCK = 0140000;

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NONBLOCK = 04000;
    public static final int O_PATH = 010000000;
    private static final int O_CLOEXEC = 02000000;
    // These two have other values on arm than on x86 (asm/fcntl.h of each).
    private static final boolean ARM = System.getProperty("os.arch", "").startsWith("aarch");
    public static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    public static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;

    /** Refuse to leave the directory's mount. */
    public static final long RESOLVE_NO_XDEV = 0x01;
    /** Refuse links such as those below /proc/self/fd. */
    public static final long RESOLVE_NO_MAGICLINKS = 0x02;
    /** Refuse symbolic links anywhere in the path. */
    public static final long RESOLVE_NO_SYMLINKS = 0x04;
    /** Refuse paths that leave the directory, by "..", by an absolute path or link. */
    public static final long RESOLVE_BENEATH = 0x08;
    /** Take the directory as the root: absolute paths and links start there, ".." stops there. */
    public static final long RESOLVE_IN_ROOT = 0x10;

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final long SYS_OPENAT2 = 437; // the same number on every architecture since Linux 5.6
    private static final long OPEN_HOW_SIZE = 24;

    private static final MethodHandle OPENAT =
            LibC.variadic("openat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), 3);
    private static final MethodHandle SYSCALL4 = LibC.variadic(
            "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG), 1);
    private static final MethodHandle CLOSE = LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle WRITE =
            LibC.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle PWRITE =
            LibC.function("pwrite", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle READ =
            LibC.function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle LSEEK =
            LibC.function("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle FTRUNCATE =
            LibC.function("ftruncate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle FSYNC = LibC.function("fsync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SYNCFS = LibC.function("syncfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle MKDIRAT =
            LibC.function("mkdirat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle MKNODAT =
            LibC.function("mknodat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG));
    private static final MethodHandle SYMLINKAT =
            LibC.function("symlinkat", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle READLINKAT =
            LibC.function("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle LINKAT =
            LibC.function("linkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle UNLINKAT =
            LibC.function("unlinkat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RENAMEAT2 =
            LibC.function("renameat2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FCHOWN =
            LibC.function("fchown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCHOWNAT =
            LibC.function("fchownat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCHMOD =
            LibC.function("fchmod", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCHMODAT =
            LibC.function("fchmodat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle FUTIMENS =
            LibC.function("futimens", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle UTIMENSAT =
            LibC.function("utimensat", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle STATX =
            LibC.function("statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle GETDENTS64 =
            LibC.function("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle FSETXATTR = LibC.function(
            "fsetxattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle LSETXATTR =
            LibC.function("lsetxattr", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle LGETXATTR =
            LibC.function("lgetxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    private static final MethodHandle LLISTXATTR =
            LibC.function("llistxattr", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));

    private FileCalls() {}

    /** Opens a directory of our own by its path; the path is trusted. */
    public static Fd openDirectory(Path path) throws LinuxException {
        int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        return new Fd((int) LibC.check(() -> "open(\"" + path + "\", O_DIRECTORY)", (arena, errno) ->
                (int) OPENAT.invokeExact(errno, AT_FDCWD, arena.allocateFrom(path.toString()), flags, 0)));
    }

    /**
     * openat(2) with O_CLOEXEC and O_NOFOLLOW added.
     *
     * @param mode the permissions of a file that is created, cut by the process's umask
     */
    public static Fd openat(Fd dir, FileName name, int flags, int mode) throws LinuxException {
        int all = flags | O_CLOEXEC | O_NOFOLLOW;
        return new Fd((int) LibC.check(
                () -> describe("openat", dir, name, Integer.toOctalString(flags)),
                (arena, errno) -> (int) OPENAT.invokeExact(errno, dir.number(), cString(arena, name), all, mode)));
    }

    /**
     * openat2(2) with O_CLOEXEC added: opens what a path leads to, under rules for the whole path.
     *
     * @param resolve RESOLVE_ constants combined
     */
    public static Fd openat2(Fd dir, FileName path, int flags, int mode, long resolve) throws LinuxException {
        while (true) {
            try {
                return new Fd((int) LibC.check(
                        () -> describe("openat2", dir, path, Integer.toOctalString(flags) + ", resolve " + resolve),
                        (arena, errno) -> {
                            MemorySegment how = arena.allocate(OPEN_HOW_SIZE, 8);
                            how.set(JAVA_LONG, 0, flags | O_CLOEXEC);
                            how.set(JAVA_LONG, 8, mode);
                            how.set(JAVA_LONG, 16, resolve);
                            return (long) SYSCALL4.invokeExact(
                                    errno, SYS_OPENAT2, (long) dir.number(), cString(arena, path), how, OPEN_HOW_SIZE);
                        }));
            } catch (LinuxException failure) {
                // Something was renamed during the walk, so ".." could not be trusted (openat2(2)).
                if (!failure.is(Errno.EAGAIN)) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Opens once more, for reading, writing or listing, what a descriptor refers to: the same file, whatever its name leads
     * to by now. With a descriptor opened by {@link #O_PATH} a file's kind can be looked at before anything happens to it.
     */
    public static Fd reopen(Fd fd, int flags) throws LinuxException {
        return new Fd((int) LibC.check(
                () -> "open(" + fd + ", " + Integer.toOctalString(flags) + ")",
                (arena, errno) -> (int) OPENAT.invokeExact(
                        errno, AT_FDCWD, arena.allocateFrom(fd.path().toString()), flags | O_CLOEXEC, 0)));
    }

    static void close(int number) throws LinuxException {
        LibC.check(() -> "close(" + number + ")", (_, errno) -> {
            // Never repeated: Linux frees the number even when close(2) reports an error.
            int _ = (int) CLOSE.invokeExact(errno, number);
            return 0;
        });
    }

    /** write(2), repeated until all of the buffer's first {@code length} bytes are written. */
    public static void write(Fd fd, MemorySegment buffer, long length) throws LinuxException {
        long done = 0;
        while (done < length) {
            MemorySegment rest = buffer.asSlice(done, length - done);
            done += LibC.check(() -> "write(" + fd + ", " + rest.byteSize() + " bytes)", (_, errno) ->
                    (long) WRITE.invokeExact(errno, fd.number(), rest, rest.byteSize()));
        }
    }

    /** pwrite(2), repeated until all of the buffer's first {@code length} bytes are written. */
    public static void pwrite(Fd fd, MemorySegment buffer, long length, long position) throws LinuxException {
        long done = 0;
        while (done < length) {
            MemorySegment rest = buffer.asSlice(done, length - done);
            long at = position + done;
            done += LibC.check(() -> "pwrite(" + fd + ", " + rest.byteSize() + " bytes, " + at + ")", (_, errno) ->
                    (long) PWRITE.invokeExact(errno, fd.number(), rest, rest.byteSize(), at));
        }
    }

    /** read(2): how many bytes were read, 0 at the end. */
    public static long read(Fd fd, MemorySegment buffer) throws LinuxException {
        return LibC.check(() -> "read(" + fd + ")", (_, errno) ->
                (long) READ.invokeExact(errno, fd.number(), buffer, buffer.byteSize()));
    }

    /** ftruncate(2): sets a file's size; what it grows by is a hole. */
    public static void truncate(Fd fd, long size) throws LinuxException {
        LibC.check(() -> "ftruncate(" + fd + ", " + size + ")", (_, errno) ->
                (int) FTRUNCATE.invokeExact(errno, fd.number(), size));
    }

    /**
     * lseek(2) with SEEK_DATA: where data begins, at a position or after it.
     *
     * @return -1 when there is only a hole up to the end
     */
    public static long nextData(Fd fd, long position) throws LinuxException {
        try {
            return seek(fd, position, 3);
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENXIO)) {
                return -1;
            }
            throw failure;
        }
    }

    /** lseek(2) with SEEK_HOLE: where the data at a position ends, at the file's end at the latest. */
    public static long nextHole(Fd fd, long position) throws LinuxException {
        return seek(fd, position, 4);
    }

    /** lseek(2): sets where the next read(2) or write(2) begins. */
    public static void position(Fd fd, long position) throws LinuxException {
        seek(fd, position, 0);
    }

    private static long seek(Fd fd, long position, int whence) throws LinuxException {
        return LibC.check(() -> "lseek(" + fd + ", " + position + ", " + whence + ")", (_, errno) ->
                (long) LSEEK.invokeExact(errno, fd.number(), position, whence));
    }

    /** fsync(2). */
    public static void fsync(Fd fd) throws LinuxException {
        LibC.check(() -> "fsync(" + fd + ")", (_, errno) -> (int) FSYNC.invokeExact(errno, fd.number()));
    }

    /** syncfs(2): writes back everything of the file system that a file is on, and reports its errors. */
    public static void syncFileSystem(Fd fd) throws LinuxException {
        LibC.check(() -> "syncfs(" + fd + ")", (_, errno) -> (int) SYNCFS.invokeExact(errno, fd.number()));
    }

    /** mkdirat(2); the permissions are cut by the process's umask. */
    public static void mkdirat(Fd dir, FileName name, int mode) throws LinuxException {
        LibC.check(() -> describe("mkdirat", dir, name, Integer.toOctalString(mode)), (arena, errno) ->
                (int) MKDIRAT.invokeExact(errno, dir.number(), cString(arena, name), mode));
    }

    /**
     * mknodat(2).
     *
     * @param mode type and permissions; the latter are cut by the process's umask
     */
    public static void mknodat(Fd dir, FileName name, int mode, int major, int minor) throws LinuxException {
        long device = device(major, minor);
        LibC.check(
                () -> describe("mknodat", dir, name, Integer.toOctalString(mode) + ", " + major + ":" + minor),
                (arena, errno) -> (int) MKNODAT.invokeExact(errno, dir.number(), cString(arena, name), mode, device));
    }

    /** symlinkat(2): makes {@code name} in {@code dir} point to {@code target}, whatever that is. */
    public static void symlinkat(FileName target, Fd dir, FileName name) throws LinuxException {
        LibC.check(() -> describe("symlinkat", dir, name, "\"" + target + "\""), (arena, errno) ->
                (int) SYMLINKAT.invokeExact(errno, cString(arena, target), dir.number(), cString(arena, name)));
    }

    /** readlinkat(2): where a symbolic link points to. */
    public static FileName readlinkat(Fd dir, FileName name) throws LinuxException {
        byte[] buffer = new byte[4097];
        int length = (int) LibC.check(() -> describe("readlinkat", dir, name, ""), (arena, errno) -> {
            MemorySegment target = arena.allocate(buffer.length);
            long result = (long)
                    READLINKAT.invokeExact(errno, dir.number(), cString(arena, name), target, (long) buffer.length);
            MemorySegment.copy(target, JAVA_BYTE, 0, buffer, 0, (int) Math.max(0, result));
            return result;
        });
        return FileName.of(Arrays.copyOf(buffer, length));
    }

    /** linkat(2) without following: a second name for the same file, also if that is a symbolic link. */
    public static void linkat(Fd oldDir, FileName oldName, Fd newDir, FileName newName) throws LinuxException {
        LibC.check(
                () -> describe("linkat", oldDir, oldName, newDir + ", \"" + newName + "\""),
                (arena, errno) -> (int) LINKAT.invokeExact(
                        errno, oldDir.number(), cString(arena, oldName), newDir.number(), cString(arena, newName), 0));
    }

    /** unlinkat(2) of anything but a directory. */
    public static void unlinkat(Fd dir, FileName name) throws LinuxException {
        LibC.check(() -> describe("unlinkat", dir, name, ""), (arena, errno) ->
                (int) UNLINKAT.invokeExact(errno, dir.number(), cString(arena, name), 0));
    }

    /** unlinkat(2) with AT_REMOVEDIR: removes an empty directory. */
    public static void rmdirat(Fd dir, FileName name) throws LinuxException {
        LibC.check(() -> describe("rmdirat", dir, name, ""), (arena, errno) ->
                (int) UNLINKAT.invokeExact(errno, dir.number(), cString(arena, name), AT_REMOVEDIR));
    }

    /**
     * renameat2(2).
     *
     * @param replace whether an existing file at the new name may be replaced; if not, EEXIST
     */
    public static void renameat(Fd oldDir, FileName oldName, Fd newDir, FileName newName, boolean replace)
            throws LinuxException {
        int flags = replace ? 0 : 1; // RENAME_NOREPLACE
        LibC.check(
                () -> describe("renameat2", oldDir, oldName, newDir + ", \"" + newName + "\""),
                (arena, errno) -> (int) RENAMEAT2.invokeExact(
                        errno,
                        oldDir.number(),
                        cString(arena, oldName),
                        newDir.number(),
                        cString(arena, newName),
                        flags));
    }

    /** fchown(2). The kernel clears setuid and setgid bits and file capabilities with it: set those afterwards. */
    public static void fchown(Fd fd, int uid, int gid) throws LinuxException {
        LibC.check(() -> "fchown(" + fd + ", " + uid + ", " + gid + ")", (_, errno) ->
                (int) FCHOWN.invokeExact(errno, fd.number(), uid, gid));
    }

    /** fchownat(2), of a symbolic link itself. */
    public static void fchownat(Fd dir, FileName name, int uid, int gid) throws LinuxException {
        LibC.check(() -> describe("fchownat", dir, name, uid + ", " + gid), (arena, errno) ->
                (int) FCHOWNAT.invokeExact(errno, dir.number(), cString(arena, name), uid, gid, AT_SYMLINK_NOFOLLOW));
    }

    /** fchmod(2). */
    public static void fchmod(Fd fd, int mode) throws LinuxException {
        LibC.check(() -> "fchmod(" + fd + ", " + Integer.toOctalString(mode) + ")", (_, errno) ->
                (int) FCHMOD.invokeExact(errno, fd.number(), mode));
    }

    /**
     * fchmodat(2). It follows a symbolic link, since Linux before 6.6 has no other way: only for a name known to be
     * none.
     */
    public static void fchmodat(Fd dir, FileName name, int mode) throws LinuxException {
        LibC.check(() -> describe("fchmodat", dir, name, Integer.toOctalString(mode)), (arena, errno) ->
                (int) FCHMODAT.invokeExact(errno, dir.number(), cString(arena, name), mode, 0));
    }

    /** futimens(2): the time of the last change of the content; the access time becomes the same. */
    public static void setModified(Fd fd, long seconds, int nanos) throws LinuxException {
        LibC.check(() -> "futimens(" + fd + ", " + seconds + "." + nanos + ")", (arena, errno) ->
                (int) FUTIMENS.invokeExact(errno, fd.number(), times(arena, seconds, nanos)));
    }

    /** utimensat(2), of a symbolic link itself; like {@link #setModified(Fd, long, int)}. */
    public static void setModified(Fd dir, FileName name, long seconds, int nanos) throws LinuxException {
        LibC.check(
                () -> describe("utimensat", dir, name, seconds + "." + nanos),
                (arena, errno) -> (int) UTIMENSAT.invokeExact(
                        errno, dir.number(), cString(arena, name), times(arena, seconds, nanos), AT_SYMLINK_NOFOLLOW));
    }

    /** statx(2) of an open file. */
    public static FileStatus status(Fd fd) throws LinuxException {
        return statx(fd, FileName.of(""), AT_EMPTY_PATH);
    }

    /** statx(2) of a name, of a symbolic link itself. */
    public static FileStatus status(Fd dir, FileName name) throws LinuxException {
        return statx(dir, name, 0);
    }

    /** statx(2) of a name, of a symbolic link itself; empty if there is none of that name. */
    public static Optional<FileStatus> statusIfExists(Fd dir, FileName name) throws LinuxException {
        try {
            return Optional.of(status(dir, name));
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static FileStatus statx(Fd dir, FileName name, int flags) throws LinuxException {
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment s = outer.allocate(256, 8);
            LibC.check(() -> describe("statx", dir, name, ""), (arena, errno) -> (int) STATX.invokeExact(
                    errno, dir.number(), cString(arena, name), flags | AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, s));
            // struct statx, linux/stat.h
            return new FileStatus(
                    Short.toUnsignedInt(s.get(JAVA_SHORT, 28)),
                    s.get(JAVA_INT, 20),
                    s.get(JAVA_INT, 24),
                    s.get(JAVA_INT, 16),
                    s.get(JAVA_LONG, 40),
                    s.get(JAVA_LONG, 48),
                    s.get(JAVA_LONG, 32),
                    pair(s.get(JAVA_INT, 136), s.get(JAVA_INT, 140)),
                    pair(s.get(JAVA_INT, 128), s.get(JAVA_INT, 132)),
                    s.get(JAVA_LONG, 112),
                    s.get(JAVA_INT, 120));
        }
    }

    /** The entries of a directory opened for reading, without "." and "..", in the kernel's order. */
    public static List<DirectoryEntry> list(Fd dir) throws LinuxException {
        seek(dir, 0, 0);
        List<DirectoryEntry> entries = new ArrayList<>();
        try (Arena outer = Arena.ofConfined()) {
            MemorySegment buffer = outer.allocate(32 * 1024, 8);
            while (true) {
                long filled = LibC.check(() -> "getdents64(" + dir + ")", (_, errno) ->
                        (long) GETDENTS64.invokeExact(errno, dir.number(), buffer, buffer.byteSize()));
                if (filled == 0) {
                    return entries;
                }
                for (long at = 0; at < filled; ) {
                    // struct linux_dirent64, getdents64(2)
                    int length = Short.toUnsignedInt(buffer.get(JAVA_SHORT, at + 16));
                    byte type = buffer.get(JAVA_BYTE, at + 18);
                    byte[] name = nulTerminated(buffer.asSlice(at + 19, length - 19));
                    at += length;
                    if (!isDots(name)) {
                        FileName file = FileName.of(name);
                        // Some file systems answer DT_UNKNOWN.
                        boolean directory =
                                type == 4 || (type == 0 && status(dir, file).isDirectory());
                        entries.add(new DirectoryEntry(file, directory));
                    }
                }
            }
        }
    }

    /** fsetxattr(2): sets an extended attribute of an open file, made or replaced. */
    public static void setAttribute(Fd fd, String attribute, byte[] value) throws LinuxException {
        LibC.check(() -> "fsetxattr(" + fd + ", \"" + attribute + "\")", (arena, errno) -> (int) FSETXATTR.invokeExact(
                errno,
                fd.number(),
                arena.allocateFrom(attribute),
                arena.allocateFrom(JAVA_BYTE, value),
                (long) value.length,
                0));
    }

    /** lsetxattr(2): sets an extended attribute of a name, of a symbolic link itself. */
    public static void setAttribute(Fd dir, FileName name, String attribute, byte[] value) throws LinuxException {
        LibC.check(() -> describe("lsetxattr", dir, name, attribute), (arena, errno) -> (int) LSETXATTR.invokeExact(
                errno,
                magicPath(arena, dir, name),
                arena.allocateFrom(attribute),
                arena.allocateFrom(JAVA_BYTE, value),
                (long) value.length,
                0));
    }

    /** lgetxattr(2): an extended attribute of a name, of a symbolic link itself; empty if it has none such. */
    public static Optional<byte[]> attribute(Fd dir, FileName name, String attribute) throws LinuxException {
        byte[] buffer = new byte[64 * 1024]; // XATTR_SIZE_MAX, linux/limits.h
        try {
            int length = (int) LibC.check(() -> describe("lgetxattr", dir, name, attribute), (arena, errno) -> {
                MemorySegment value = arena.allocate(buffer.length);
                long result = (long) LGETXATTR.invokeExact(
                        errno, magicPath(arena, dir, name), arena.allocateFrom(attribute), value, (long) buffer.length);
                MemorySegment.copy(value, JAVA_BYTE, 0, buffer, 0, (int) Math.max(0, result));
                return result;
            });
            return Optional.of(Arrays.copyOf(buffer, length));
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENODATA) || failure.is(Errno.EOPNOTSUPP)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** llistxattr(2): the names of the extended attributes of a name, of a symbolic link itself. */
    public static List<String> attributes(Fd dir, FileName name) throws LinuxException {
        byte[] buffer = new byte[64 * 1024]; // XATTR_LIST_MAX, linux/limits.h
        int length;
        try {
            length = (int) LibC.check(() -> describe("llistxattr", dir, name, ""), (arena, errno) -> {
                MemorySegment names = arena.allocate(buffer.length);
                long result =
                        (long) LLISTXATTR.invokeExact(errno, magicPath(arena, dir, name), names, (long) buffer.length);
                MemorySegment.copy(names, JAVA_BYTE, 0, buffer, 0, (int) Math.max(0, result));
                return result;
            });
        } catch (LinuxException failure) {
            if (failure.is(Errno.EOPNOTSUPP)) {
                return List.of();
            }
            throw failure;
        }
        List<String> names = new ArrayList<>();
        for (int start = 0; start < length; ) {
            int end = start;
            while (buffer[end] != 0) {
                end++;
            }
            names.add(new String(buffer, start, end - start, StandardCharsets.UTF_8));
            start = end + 1;
        }
        return names;
    }

    // There is no lsetxattrat before Linux 6.13; the descriptor's link in /proc stands for the directory.
    private static MemorySegment magicPath(Arena arena, Fd dir, FileName name) {
        return cString(arena, FileName.of("/proc/self/fd/" + dir.number()).resolve(name));
    }

    private static MemorySegment times(Arena arena, long seconds, int nanos) {
        MemorySegment times = arena.allocate(32, 8);
        times.set(JAVA_LONG, 0, seconds);
        times.set(JAVA_LONG, 8, nanos);
        times.set(JAVA_LONG, 16, seconds);
        times.set(JAVA_LONG, 24, nanos);
        return times;
    }

    // gnu_dev_makedev(3)
    private static long device(int major, int minor) {
        long ma = Integer.toUnsignedLong(major);
        long mi = Integer.toUnsignedLong(minor);
        return (mi & 0xff) | (ma & 0xfff) << 8 | (mi & ~0xffL) << 12 | (ma & ~0xfffL) << 32;
    }

    private static long pair(int major, int minor) {
        return Integer.toUnsignedLong(major) << 32 | Integer.toUnsignedLong(minor);
    }

    private static boolean isDots(byte[] name) {
        return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
    }

    private static byte[] nulTerminated(MemorySegment text) {
        int length = 0;
        while (text.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        return text.asSlice(0, length).toArray(JAVA_BYTE);
    }

    private static MemorySegment cString(Arena arena, FileName name) {
        byte[] bytes = name.raw();
        MemorySegment text = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        return text;
    }

    private static String describe(String call, Fd dir, FileName name, String rest) {
        return call + "(" + dir + ", \"" + name + "\"" + (rest.isEmpty() ? "" : ", " + rest) + ")";
    }
}
