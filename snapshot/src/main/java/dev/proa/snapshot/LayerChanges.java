package dev.proa.snapshot;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a container's own layer as changes to what is below it. For one thread. */
final class LayerChanges {
    private static final FileName NONE = FileName.of("");
    private static final FileName SLASH = FileName.of("/");

    private final LowerLayers below;

    LayerChanges(LowerLayers below) {
        this.below = below;
    }

    /** The changes, a directory before what is in it; otherwise by name. */
    List<FileChange> of(Fd upper) throws IOException {
        return inside(upper, NONE, true);
    }

    /** @param known whether the directory shows from below, so that its entries may be there as well */
    private List<FileChange> inside(Fd dir, FileName prefix, boolean known) throws IOException {
        List<FileChange> changes = new ArrayList<>();
        for (FileName name : TreeArchiver.sorted(dir)) {
            FileName path = TreeArchiver.join(prefix, name);
            try {
                add(dir, name, path, known, changes);
            } catch (LinuxException failure) {
                // A running container has removed or replaced it since it was listed.
                if (!failure.is(Errno.ENOENT) && !failure.is(Errno.ENOTDIR) && !failure.is(Errno.ELOOP)) {
                    throw failure;
                }
            }
        }
        return changes;
    }

    private void add(Fd dir, FileName name, FileName path, boolean known, List<FileChange> changes) throws IOException {
        FileStatus status = FileCalls.status(dir, name);
        Optional<FileStatus> before = known ? below.find(path) : Optional.empty();
        if (TreeArchiver.isWhiteout(status)) {
            if (before.isPresent()) {
                changes.add(change(FileChange.Kind.DELETED, path));
            }
            return;
        }
        FileChange.Kind kind = before.isPresent() ? FileChange.Kind.CHANGED : FileChange.Kind.ADDED;
        if (!status.isDirectory()) {
            changes.add(change(kind, path));
            return;
        }
        boolean wasDirectory = before.filter(FileStatus::isDirectory).isPresent();
        try (Fd child = FileCalls.openat(dir, name, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0)) {
            List<FileChange> inside = inside(child, TreeArchiver.join(path, SLASH), wasDirectory);
            if (wasDirectory && TreeArchiver.isOpaque(child)) {
                inside.addAll(lost(child, path));
            }
            // A directory is also copied up when only something below it was opened, and then is as it was.
            if (!wasDirectory || !inside.isEmpty() || !same(status, before.get())) {
                changes.add(change(kind, path));
                changes.addAll(inside);
            }
        }
    }

    /** What a directory that was made anew does not have any more. */
    private List<FileChange> lost(Fd directory, FileName path) throws IOException {
        Set<FileName> present = new HashSet<>(TreeArchiver.sorted(directory));
        List<FileChange> lost = new ArrayList<>();
        for (FileName name : below.list(path)) {
            if (!present.contains(name)) {
                lost.add(change(FileChange.Kind.DELETED, path.resolve(name)));
            }
        }
        return lost;
    }

    private static boolean same(FileStatus one, FileStatus other) {
        return one.mode() == other.mode()
                && one.uid() == other.uid()
                && one.gid() == other.gid()
                && one.mtimeSeconds() == other.mtimeSeconds()
                && one.mtimeNanos() == other.mtimeNanos();
    }

    private static FileChange change(FileChange.Kind kind, FileName path) {
        return new FileChange(kind, "/" + path);
    }
}
