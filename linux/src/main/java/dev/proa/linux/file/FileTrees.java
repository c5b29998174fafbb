package dev.proa.linux.file;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Work on whole trees whose names, links and depth somebody else chose. No symbolic link is followed and no call uses
 * a path longer than the kernel takes, however deep the tree is.
 */
public final class FileTrees {
    // Deeper directories are moved up before they are removed, so that few descriptors are open at a time.
    private static final int DEPTH_HELD_OPEN = 64;
    // Well below PATH_MAX (4096).
    private static final int PATH_BYTES = 2048;

    private FileTrees() {}

    /**
     * Removes a file, or a directory with all it contains. Does nothing if there is none.
     *
     * <p>Mounts below it are not entered: the removal fails with EBUSY and what was removed until then stays removed.
     *
     * @param path trusted up to its parent
     */
    public static void delete(Path path) throws LinuxException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("refused to delete " + path);
        }
        try (Fd dir = FileCalls.openDirectory(parent)) {
            delete(dir, FileName.of(String.valueOf(path.getFileName())));
        } catch (LinuxException failure) {
            if (!failure.is(Errno.ENOENT)) {
                throw failure;
            }
        }
    }

    /** Removes a file, or a directory with all it contains. Does nothing if there is none of that name. */
    public static void delete(Fd dir, FileName name) throws LinuxException {
        Optional<FileStatus> status = FileCalls.statusIfExists(dir, name);
        if (status.isEmpty()) {
            return;
        }
        if (!status.get().isDirectory()) {
            FileCalls.unlinkat(dir, name);
            return;
        }
        Remover remover = new Remover(dir);
        remover.empty(dir, name, status.get().device(), 0);
        FileCalls.rmdirat(dir, name);
        while (!remover.moved.isEmpty()) {
            FileName next = remover.moved.pop();
            remover.empty(dir, next, status.get().device(), 0);
            FileCalls.rmdirat(dir, next);
        }
    }

    private static final class Remover {
        private final Fd top;
        private final Deque<FileName> moved = new ArrayDeque<>();
        private int count;

        Remover(Fd top) {
            this.top = top;
        }

        void empty(Fd parent, FileName name, long device, int depth) throws LinuxException {
            try (Fd dir = FileCalls.openat(parent, name, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0)) {
                if (FileCalls.status(dir).device() != device) {
                    throw new LinuxException("rmdirat(" + parent + ", \"" + name + "\"): a mount", Errno.EBUSY);
                }
                for (DirectoryEntry entry : FileCalls.list(dir)) {
                    if (!entry.directory()) {
                        FileCalls.unlinkat(dir, entry.name());
                    } else if (depth < DEPTH_HELD_OPEN) {
                        empty(dir, entry.name(), device, depth + 1);
                        FileCalls.rmdirat(dir, entry.name());
                    } else {
                        FileName aside = FileName.of(".proa-deleting-" + System.nanoTime() + "-" + count++);
                        FileCalls.renameat(dir, entry.name(), top, aside, false);
                        moved.push(aside);
                    }
                }
            }
        }
    }

    /**
     * The sizes of everything below a directory but directories, each file once however many names it has. Names that
     * vanish meanwhile are not counted; the tree may be in use.
     *
     * @return bytes, as their sizes say, not as the disk has them
     */
    public static long size(Path directory) throws LinuxException {
        Set<Long> linked = new HashSet<>();
        long total = 0;
        try (Anchor root = new Anchor(FileCalls.openDirectory(directory))) {
            Deque<Place> pending = new ArrayDeque<>();
            pending.push(new Place(root.shared(), FileName.of(".")));
            try {
                while (!pending.isEmpty()) {
                    Place place = pending.pop();
                    try {
                        total += sizeOf(place, pending, linked);
                    } finally {
                        place.anchor.close();
                    }
                }
            } finally {
                pending.forEach(place -> place.anchor.close());
            }
        }
        return total;
    }

    private static long sizeOf(Place place, Deque<Place> pending, Set<Long> linked) throws LinuxException {
        long total = 0;
        try (Fd dir = FileCalls.openat2(
                place.anchor.fd,
                place.path,
                FileCalls.O_RDONLY | FileCalls.O_DIRECTORY,
                0,
                FileCalls.RESOLVE_BENEATH | FileCalls.RESOLVE_NO_SYMLINKS | FileCalls.RESOLVE_NO_XDEV)) {
            for (DirectoryEntry entry : FileCalls.list(dir)) {
                if (!entry.directory()) {
                    Optional<FileStatus> status = FileCalls.statusIfExists(dir, entry.name());
                    if (status.isPresent()
                            && (status.get().links() == 1
                                    || linked.add(status.get().inode()))) {
                        total += status.get().size();
                    }
                } else if (place.path.length() + entry.name().length() < PATH_BYTES) {
                    pending.push(new Place(place.anchor.shared(), place.path.resolve(entry.name())));
                } else {
                    deeper(dir, entry.name(), pending);
                }
            }
        } catch (LinuxException failure) {
            if (!failure.is(Errno.ENOENT) && !failure.is(Errno.ENOTDIR) && !failure.is(Errno.ELOOP)) {
                throw failure;
            }
        }
        return total;
    }

    private static void deeper(Fd dir, FileName name, Deque<Place> pending) throws LinuxException {
        Fd fd = FileCalls.openat(dir, name, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0);
        pending.push(new Place(new Anchor(fd), FileName.of(".")));
    }

    /** A directory to read: a path relative to an open directory. */
    private record Place(Anchor anchor, FileName path) {}

    /** An open directory that several places share; closed with the last. */
    private static final class Anchor implements AutoCloseable {
        private final Fd fd;
        private int users = 1;

        Anchor(Fd fd) {
            this.fd = fd;
        }

        Anchor shared() {
            users++;
            return this;
        }

        @Override
        public void close() {
            if (--users == 0) {
                fd.close();
            }
        }
    }
}
