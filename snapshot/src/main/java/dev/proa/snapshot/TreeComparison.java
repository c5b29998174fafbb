package dev.proa.snapshot;

import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what differs between two unpacked trees: names, kinds, owners, permissions, attributes and contents. */
final class TreeComparison implements AutoCloseable {
    private static final int SHOWN = 20;
    private static final int BUFFER = 256 * 1024;
    private static final FileName SELF = FileName.of(".");

    private final Set<FileName> implied;
    private final List<String> differences = new ArrayList<>();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment one = arena.allocate(BUFFER);
    private final MemorySegment other = arena.allocate(BUFFER);

    private TreeComparison(Set<FileName> implied) {
        this.implied = implied;
    }

    /**
     * The differences, a line each, at most a few.
     *
     * @param implied directories whose owner and permissions are not compared, relative to the root
     */
    static List<String> differences(Path expected, Path actual, Set<FileName> implied) throws IOException {
        try (TreeComparison comparison = new TreeComparison(implied);
                Fd left = FileCalls.openDirectory(expected);
                Fd right = FileCalls.openDirectory(actual)) {
            comparison.directories(left, right, FileName.of(""));
            return List.copyOf(comparison.differences);
        }
    }

    private void report(FileName path, String what) {
        if (differences.size() < SHOWN) {
            differences.add("/" + path + ": " + what);
        }
    }

    private void directories(Fd expected, Fd actual, FileName path) throws IOException {
        if (!implied.contains(path.length() == 0 ? SELF : path)) {
            attributes(expected, actual, SELF, path);
            status(FileCalls.status(expected), FileCalls.status(actual), path);
        }
        Set<FileName> names = new LinkedHashSet<>(TreeArchiver.sorted(expected));
        Set<FileName> present = new LinkedHashSet<>(TreeArchiver.sorted(actual));
        for (FileName name : names) {
            FileName child = path.length() == 0 ? name : path.resolve(name);
            if (!present.remove(name)) {
                report(child, "missing");
            } else if (differences.size() < SHOWN) {
                entries(expected, actual, name, child);
            }
        }
        for (FileName name : present) {
            report(path.length() == 0 ? name : path.resolve(name), "not in the layer");
        }
    }

    private void entries(Fd expected, Fd actual, FileName name, FileName path) throws IOException {
        FileStatus left = FileCalls.status(expected, name);
        FileStatus right = FileCalls.status(actual, name);
        if (left.type() != right.type() || left.special() != right.special()) {
            report(path, "another kind of file");
            return;
        }
        if (left.isDirectory()) {
            int flags = FileCalls.O_RDONLY | FileCalls.O_DIRECTORY;
            try (Fd leftDir = FileCalls.openat(expected, name, flags, 0);
                    Fd rightDir = FileCalls.openat(actual, name, flags, 0)) {
                directories(leftDir, rightDir, path);
            }
            return;
        }
        status(left, right, path);
        attributes(expected, actual, name, path);
        if (left.isSymbolicLink()) {
            if (!FileCalls.readlinkat(expected, name).equals(FileCalls.readlinkat(actual, name))) {
                report(path, "leads elsewhere");
            }
        } else if (left.isRegularFile()) {
            contents(expected, actual, name, path, left.size(), right.size());
        }
    }

    private void status(FileStatus expected, FileStatus actual, FileName path) {
        if (expected.permissions() != actual.permissions()) {
            report(
                    path,
                    "permissions " + Integer.toOctalString(actual.permissions()) + " instead of "
                            + Integer.toOctalString(expected.permissions()));
        }
        if (expected.uid() != actual.uid() || expected.gid() != actual.gid()) {
            report(
                    path,
                    "owner " + Integer.toUnsignedString(actual.uid()) + ":" + Integer.toUnsignedString(actual.gid())
                            + " instead of " + Integer.toUnsignedString(expected.uid()) + ":"
                            + Integer.toUnsignedString(expected.gid()));
        }
        // A whiteout's time is that of its making.
        if (!expected.isDirectory()
                && !TreeArchiver.isWhiteout(expected)
                && (expected.mtimeSeconds() != actual.mtimeSeconds() || expected.mtimeNanos() != actual.mtimeNanos())) {
            report(path, "another time of its last change");
        }
    }

    private void attributes(Fd expected, Fd actual, FileName name, FileName path) throws LinuxException {
        List<String> names = FileCalls.attributes(expected, name);
        if (!Set.copyOf(names).equals(Set.copyOf(FileCalls.attributes(actual, name)))) {
            report(path, "other extended attributes");
            return;
        }
        for (String attribute : names) {
            Optional<byte[]> left = FileCalls.attribute(expected, name, attribute);
            Optional<byte[]> right = FileCalls.attribute(actual, name, attribute);
            if (!Arrays.equals(left.orElse(new byte[0]), right.orElse(new byte[0]))) {
                report(path, "another value of " + attribute);
            }
        }
    }

    private void contents(Fd expected, Fd actual, FileName name, FileName path, long size, long actualSize)
            throws IOException {
        if (size != actualSize) {
            report(path, actualSize + " bytes instead of " + size);
            return;
        }
        try (Fd left = FileCalls.openat(expected, name, FileCalls.O_RDONLY, 0);
                Fd right = FileCalls.openat(actual, name, FileCalls.O_RDONLY, 0)) {
            for (long at = 0; at < size; ) {
                long n = FileCalls.read(left, one);
                long m = FileCalls.read(right, other);
                if (n != m || MemorySegment.mismatch(one, 0, n, other, 0, m) >= 0) {
                    report(path, "other content");
                    return;
                }
                if (n == 0) {
                    return;
                }
                at += n;
            }
        } catch (LinuxException unreadable) {
            report(path, String.valueOf(unreadable.getMessage()));
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
