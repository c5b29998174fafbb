package dev.proa.snapshot;

import dev.proa.linux.file.FileName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Paths as tar entries have them, taken apart without asking any file system. */
final class EntryPath {
    /** PATH_MAX, linux/limits.h. */
    static final int LIMIT = 4096;

    private static final byte[] SELF = {'.'};
    private static final byte[] PARENT = {'.', '.'};

    private EntryPath() {}

    /**
     * The names on the way, without empty ones and dots; none for the root itself.
     *
     * @return empty if the path climbs above where it begins
     * @throws IllegalArgumentException if a name has a NUL
     */
    static Optional<List<FileName>> names(byte[] path) {
        List<FileName> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length; i++) {
            if (i < path.length && path[i] != '/') {
                continue;
            }
            byte[] part = Arrays.copyOfRange(path, start, i);
            start = i + 1;
            if (part.length == 0 || Arrays.equals(part, SELF)) {
                continue;
            }
            if (!Arrays.equals(part, PARENT)) {
                names.add(FileName.of(part));
            } else if (names.isEmpty()) {
                return Optional.empty();
            } else {
                names.removeLast();
            }
        }
        return Optional.of(names);
    }

    /** The last name of a path. */
    static FileName last(FileName path) {
        byte[] bytes = path.bytes();
        return FileName.of(Arrays.copyOfRange(bytes, lastSlash(bytes) + 1, bytes.length));
    }

    /** What is before the last slash, empty if there is none. */
    static FileName above(FileName path) {
        byte[] bytes = path.bytes();
        return FileName.of(Arrays.copyOf(bytes, Math.max(0, lastSlash(bytes))));
    }

    private static int lastSlash(byte[] bytes) {
        int slash = bytes.length - 1;
        while (slash >= 0 && bytes[slash] != '/') {
            slash--;
        }
        return slash;
    }
}
