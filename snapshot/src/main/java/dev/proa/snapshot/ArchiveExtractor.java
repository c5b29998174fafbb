package dev.proa.snapshot;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import dev.proa.linux.file.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a tar into a directory of a root file system that may be in use. Both the tar and whoever runs in the root are
 * taken for hostile:
 *
 * <ul>
 *   <li>A name or hard link that climbs above the destination is refused.
 *   <li>Every parent is opened with the root file system's root as the root, each time anew; the last name is never
 *       followed. So links, also ones swapped at this moment, lead nowhere outside the root.
 *   <li>A file is made under its name exclusively: what is there is removed first, a directory only for a directory kept.
 * </ul>
 *
 * For one thread.
 */
public final class ArchiveExtractor implements AutoCloseable {
    private static final FileName SELF = FileName.of(".");
    // Somebody else's process may put a file back as often as it is removed.
    private static final int ATTEMPTS = 100;

    private final Fd destination;
    private final Fd root;
    private final String destinationPath;
    private final ExtractOptions options;
    private final Arena arena = Arena.ofConfined();
    private final ContentBuffer buffer = new ContentBuffer(arena);
    private final DirectoryTimes directoryTimes = new DirectoryTimes();
    private @Nullable FileName lastParent;
    private @Nullable Fd lastParentFd;

    /**
     * Unpacks below a directory.
     *
     * @param root of the root file system; stays open
     * @param path of the destination
     * @throws LinuxException ENOENT or ENOTDIR if it is no directory
     */
    public ArchiveExtractor(Fd root, RootPath path, ExtractOptions options) throws LinuxException {
        this.root = root;
        this.options = options;
        this.destinationPath = path.target(root);
        this.destination = FileCalls.openat2(
                root,
                FileName.of("." + destinationPath),
                FileCalls.O_RDONLY | FileCalls.O_DIRECTORY,
                0,
                RootPath.IN_ROOT);
    }

    /** What the destination is. */
    public FileStatus destination() throws LinuxException {
        return FileCalls.status(destination);
    }

    /**
     * Unpacks a tar up to its end; the stream is not closed. What was unpacked before a failure stays.
     *
     * @throws LayerException if the tar is damaged or hostile, or an entry cannot be made
     */
    public void unpack(InputStream tar) throws IOException {
        TarEntries entries = new TarEntries(tar, TarEntries.Source.ARCHIVE);
        for (TarEntries.Entry entry; (entry = entries.next()) != null; ) {
            try {
                apply(entry, entries);
            } catch (LinuxException failure) {
                throw entry.failure(failure);
            }
        }
        buffer.drain(tar);
        directoryTimes.set(this::open);
    }

    private void apply(TarEntries.Entry entry, TarEntries content) throws IOException {
        TarArchiveEntry header = entry.header();
        byte type = header.getLinkFlag();
        if (type == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER) {
            return;
        }
        FileName path = locate(entry, entry.path());
        if (path.length() == 0) {
            return; // the destination itself, which stays as it is
        }
        boolean directory = type == TarConstants.LF_DIR || (isFile(type) && header.isDirectory());
        Fd dir = parent(path);
        FileName name = EntryPath.last(path);
        boolean there = makeRoom(entry, dir, name, directory);
        if (directory) {
            directory(entry, dir, name, path, there);
            return;
        }
        switch (type) {
            case TarConstants.LF_LINK -> hardLink(entry, dir, name);
            case TarConstants.LF_SYMLINK -> create(dir, name, () -> FileCalls.symlinkat(entry.link(), dir, name));
            case TarConstants.LF_CHR -> node(header, dir, name, FileCalls.S_IFCHR);
            case TarConstants.LF_BLK -> node(header, dir, name, FileCalls.S_IFBLK);
            case TarConstants.LF_FIFO -> node(header, dir, name, FileCalls.S_IFIFO);
            default -> {
                if (!isFile(type)) {
                    throw entry.refusal("unsupported type '" + (char) type + "' (" + type + ")");
                }
                file(entry, dir, name, content);
                return;
            }
        }
        if (type != TarConstants.LF_LINK) {
            describe(entry, dir, name, type != TarConstants.LF_SYMLINK);
        }
    }

    private static boolean isFile(byte type) {
        return switch (type) {
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE -> true;
            default -> false;
        };
    }

    // Names ----------------------------------------------------------------------------------------------------------

    private FileName locate(TarEntries.Entry entry, byte[] path) throws LayerException {
        if (path.length > EntryPath.LIMIT) {
            throw new LayerException("archive entry with a path of " + path.length + " bytes");
        }
        try {
            FileName name = FileName.of("");
            // Docker's words (archive.breakoutError).
            for (FileName part : EntryPath.names(path)
                    .orElseThrow(() -> new LayerException("invalid tar header: \"" + entry.name()
                            + "\" is outside of \"" + destinationPath + "\""))) {
                name = name.resolve(part);
            }
            return name;
        } catch (IllegalArgumentException nul) {
            throw entry.refusal(String.valueOf(nul.getMessage()));
        }
    }

    /** The open directory that an entry goes into, made if need be; kept open for the next entry in it. */
    private Fd parent(FileName path) throws IOException {
        FileName parent = EntryPath.above(path);
        if (parent.length() == 0) {
            return destination;
        }
        Fd known = lastParentFd;
        FileName last = lastParent;
        if (known != null && last != null && last.equals(parent)) {
            return known;
        }
        Fd opened = openOrMake(parent);
        forgetParent();
        lastParent = parent;
        lastParentFd = opened;
        return opened;
    }

    private void forgetParent() {
        Fd known = lastParentFd;
        lastParentFd = null;
        lastParent = null;
        if (known != null) {
            known.close();
        }
    }

    private Fd open(FileName path) throws LinuxException {
        // From the root and not from the destination, so that a link may lead to another place in the root.
        return FileCalls.openat2(
                root,
                FileName.of("." + destinationPath).resolve(path),
                FileCalls.O_RDONLY | FileCalls.O_DIRECTORY,
                0,
                RootPath.IN_ROOT);
    }

    private Fd openOrMake(FileName path) throws IOException {
        try {
            return open(path);
        } catch (LinuxException failure) {
            if (!failure.is(Errno.ENOENT)) {
                throw failure;
            }
        }
        FileName above = EntryPath.above(path);
        FileName name = EntryPath.last(path);
        if (above.length() == 0) {
            makeDirectory(destination, name);
        } else {
            try (Fd dir = openOrMake(above)) {
                makeDirectory(dir, name);
            }
        }
        return open(path);
    }

    private void makeDirectory(Fd dir, FileName name) throws LinuxException {
        try {
            FileCalls.mkdirat(dir, name, 0755);
            ExtractOptions.Owner owner = options.owner();
            if (owner != null) {
                FileCalls.fchownat(dir, name, owner.uid(), owner.gid());
            }
        } catch (LinuxException failure) {
            if (!failure.is(Errno.EEXIST)) {
                throw failure;
            }
        }
    }

    // Entries --------------------------------------------------------------------------------------------------------

    /** Removes what is in an entry's way. True if a directory is there that the entry describes. */
    private boolean makeRoom(TarEntries.Entry entry, Fd dir, FileName name, boolean directory) throws IOException {
        Optional<FileStatus> present = FileCalls.statusIfExists(dir, name);
        if (present.isEmpty()) {
            return false;
        }
        boolean isDirectory = present.get().isDirectory();
        if (options.keepKinds() && isDirectory != directory) {
            // Docker's words.
            throw new LayerException(
                    isDirectory
                            ? "cannot overwrite directory \"" + shown(entry) + "\" with non-directory \""
                                    + destinationPath + "\""
                            : "cannot overwrite non-directory \"" + shown(entry) + "\" with directory \""
                                    + destinationPath + "\"");
        }
        if (isDirectory && directory) {
            return true;
        }
        remove(dir, name);
        return false;
    }

    private String shown(TarEntries.Entry entry) {
        String name = entry.name();
        String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return destinationPath.equals("/") ? "/" + plain : destinationPath + "/" + plain;
    }

    private void remove(Fd dir, FileName name) throws LinuxException {
        FileTrees.delete(dir, name);
    }

    private interface Creation {
        void run() throws IOException;
    }

    /** Makes something that must not be there; what somebody else puts there meanwhile is removed. */
    private void create(Fd dir, FileName name, Creation creation) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                creation.run();
                return;
            } catch (LinuxException exists) {
                if (!exists.is(Errno.EEXIST) || attempt == ATTEMPTS) {
                    throw exists;
                }
                remove(dir, name);
            }
        }
    }

    private void directory(TarEntries.Entry entry, Fd dir, FileName name, FileName path, boolean there)
            throws IOException {
        if (!there) {
            create(dir, name, () -> FileCalls.mkdirat(dir, name, 0700));
        }
        try (Fd made = FileCalls.openat(dir, name, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0)) {
            TarArchiveEntry header = entry.header();
            chown(entry, made);
            FileCalls.fchmod(made, header.getMode() & 07777);
            for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
                attribute(
                        attribute.getKey(),
                        () -> FileCalls.setAttribute(made, attribute.getKey(), attribute.getValue()));
            }
        }
        directoryTimes.put(path, entry.header().getLastModifiedTime());
    }

    private void file(TarEntries.Entry entry, Fd dir, FileName name, TarEntries content) throws IOException {
        TarArchiveEntry header = entry.header();
        long length = header.isSparse() ? header.getRealSize() : header.getSize();
        Fd[] made = new Fd[1];
        create(
                dir,
                name,
                () -> made[0] =
                        FileCalls.openat(dir, name, FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_EXCL, 0600));
        try (Fd file = made[0]) {
            for (long rest = length; rest > 0; ) {
                int n = buffer.fill(entry, content, rest);
                FileCalls.write(file, buffer.memory(), n);
                rest -= n;
            }
            chown(entry, file);
            FileCalls.fchmod(file, header.getMode() & 07777);
            for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
                attribute(
                        attribute.getKey(),
                        () -> FileCalls.setAttribute(file, attribute.getKey(), attribute.getValue()));
            }
            Instant time = header.getLastModifiedTime().toInstant();
            FileCalls.setModified(file, time.getEpochSecond(), time.getNano());
        }
    }

    private void hardLink(TarEntries.Entry entry, Fd dir, FileName name) throws IOException {
        FileName target = locate(entry, entry.linkTarget());
        if (target.length() == 0) {
            throw entry.refusal("a hard link to a directory");
        }
        FileName above = EntryPath.above(target);
        try (Fd targetDir = open(above.length() == 0 ? SELF : above)) {
            create(dir, name, () -> FileCalls.linkat(targetDir, EntryPath.last(target), dir, name));
        }
    }

    private void node(TarArchiveEntry header, Fd dir, FileName name, int type) throws IOException {
        create(dir, name, () -> FileCalls.mknodat(dir, name, type | 0600, header.getDevMajor(), header.getDevMinor()));
    }

    // Attributes -----------------------------------------------------------------------------------------------------

    private ExtractOptions.Owner owner(TarEntries.Entry entry) throws LayerException {
        ExtractOptions.Owner chosen = options.owner();
        return chosen != null ? chosen : new ExtractOptions.Owner(entry.uid(), entry.gid());
    }

    private void chown(TarEntries.Entry entry, Fd file) throws IOException {
        ExtractOptions.Owner owner = owner(entry);
        FileCalls.fchown(file, owner.uid(), owner.gid());
    }

    /** Owner, permissions, attributes and time of a link or a special file. */
    private void describe(TarEntries.Entry entry, Fd dir, FileName name, boolean permissions) throws IOException {
        ExtractOptions.Owner owner = owner(entry);
        FileCalls.fchownat(dir, name, owner.uid(), owner.gid());
        TarArchiveEntry header = entry.header();
        if (permissions) {
            // By descriptor: chmod by name would follow a link that somebody has put there meanwhile.
            try (Fd made = FileCalls.openat(dir, name, FileCalls.O_PATH, 0)) {
                if (!FileCalls.status(made).isSymbolicLink()) {
                    FileCalls.fchmodat(made, FileName.of("/proc/self/fd/" + made.number()), header.getMode() & 07777);
                }
            }
        }
        Instant time = header.getLastModifiedTime().toInstant();
        FileCalls.setModified(dir, name, time.getEpochSecond(), time.getNano());
    }

    private interface Setting {
        void run() throws LinuxException;
    }

    private static void attribute(String name, Setting setting) throws LinuxException {
        if (name.startsWith("trusted.overlay.")) {
            return; // they mean something only in a layer
        }
        try {
            setting.run();
        } catch (LinuxException failure) {
            // As Docker: not every file system takes every attribute.
            if (!failure.is(Errno.EOPNOTSUPP) && !failure.is(Errno.EPERM)) {
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        forgetParent();
        destination.close();
        arena.close();
    }
}
