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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveStructSparse;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks one layer's tar into an empty directory, in overlayfs's form. The tar is hostile until shown otherwise:
 *
 * <ul>
 *   <li>Every parent directory is opened with openat2(2) as if the layer's directory were the root, so links lead
 *       nowhere outside; the last component is never followed.
 *   <li>A path that climbs above the root is refused, in entries and hard links alike.
 *   <li>Bytes are counted before they are written.
 * </ul>
 *
 * <p>Whiteouts follow the OCI image specification (layer.md, "Whiteouts"): they hide what lower layers have and never
 * what the same layer brings. For one thread.
 */
final class LayerUnpacker implements AutoCloseable {
    private static final String WHITEOUT = ".wh.";
    private static final String WHITEOUT_META = ".wh..wh.";
    private static final String WHITEOUT_OPAQUE = ".wh..wh..opq";
    static final String OPAQUE_ATTRIBUTE = "trusted.overlay.opaque";
    private static final String OVERLAY_ATTRIBUTES = "trusted.overlay.";
    private static final byte[] YES = {'y'};
    private static final int OPEN_PARENTS = 64;
    private static final long IN_ROOT =
            FileCalls.RESOLVE_IN_ROOT | FileCalls.RESOLVE_NO_MAGICLINKS | FileCalls.RESOLVE_NO_XDEV;
    private static final FileName ROOT = FileName.of(".");

    private final Fd root;
    private final long byteLimit;
    private final int ownUid;
    private final int ownGid;
    private final Arena arena = Arena.ofConfined();
    private final ContentBuffer buffer = new ContentBuffer(arena);
    private final ParentCache parents = new ParentCache();
    private final DirectoryTimes directoryTimes = new DirectoryTimes();
    private final Set<FileName> implied = new LinkedHashSet<>();
    private long size;
    private boolean opaqueRoot;

    /**
     * Unpacks into a directory.
     *
     * @param root empty, on a file system of ours; stays open
     * @param byteLimit for the sizes of all files together
     */
    LayerUnpacker(Fd root, long byteLimit) throws LinuxException {
        this.root = root;
        this.byteLimit = byteLimit;
        FileStatus own = FileCalls.status(root);
        this.ownUid = own.uid();
        this.ownGid = own.gid();
        implied.add(ROOT);
    }

    /** The sizes of the regular files and symbolic links together, as Docker counts them. */
    long size() {
        return size;
    }

    /** Whether the layer hides all of the layers below it. */
    boolean opaqueRoot() {
        return opaqueRoot;
    }

    /** Directories that the tar used without describing them, relative to the root, parents first. */
    List<FileName> impliedDirectories() {
        return List.copyOf(implied);
    }

    /** Unpacks a tar up to its end, with padding; the stream is not closed. */
    void unpack(InputStream tar) throws IOException {
        TarEntries entries = new TarEntries(tar, TarEntries.Source.LAYER);
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
        Location location = locate(entry, entry.path());
        if (location.isRoot()) {
            if (type != TarConstants.LF_DIR) {
                throw entry.refusal("the root can only be a directory");
            }
            implied.remove(ROOT);
            describeDirectory(root, ROOT, entry);
            return;
        }
        String name = location.name.toString();
        if (name.startsWith(WHITEOUT)) {
            whiteOut(entry, location, name);
            return;
        }
        switch (type) {
            case TarConstants.LF_DIR -> directory(entry, location);
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE -> {
                if (header.isDirectory()) {
                    directory(entry, location); // from before POSIX, told by a slash at the end
                } else {
                    file(entry, location, content);
                }
            }
            case TarConstants.LF_LINK -> hardLink(entry, location);
            case TarConstants.LF_SYMLINK -> {
                FileName target = entry.link();
                create(location, (dir, at) -> FileCalls.symlinkat(target, dir, at));
                size += target.length();
                describe(parent(location), location.name, entry, false);
            }
            case TarConstants.LF_CHR -> node(entry, location, FileCalls.S_IFCHR);
            case TarConstants.LF_BLK -> node(entry, location, FileCalls.S_IFBLK);
            case TarConstants.LF_FIFO -> node(entry, location, FileCalls.S_IFIFO);
            default -> throw entry.refusal("unsupported type '" + (char) type + "' (" + type + ")");
        }
    }

    // Names ----------------------------------------------------------------------------------------------------------

    /** A place in the layer: the parent's path, {@code .} for the root, and a name in it; no name for the root. */
    private record Location(FileName parent, FileName name) {
        boolean isRoot() {
            return name.length() == 0;
        }

        FileName path() {
            return parent.equals(ROOT) ? name : parent.resolve(name);
        }
    }

    private static Location locate(TarEntries.Entry entry, byte[] path) throws LayerException {
        if (path.length > EntryPath.LIMIT) {
            throw new LayerException("layer entry with a path of " + path.length + " bytes");
        }
        try {
            List<FileName> names = EntryPath.names(path)
                    .orElseThrow(
                            () -> new LayerException("layer entry \"" + entry.name() + "\" leads out of the layer"));
            if (names.isEmpty()) {
                return new Location(ROOT, FileName.of(""));
            }
            FileName name = names.removeLast();
            FileName parent = ROOT;
            for (FileName next : names) {
                parent = parent.equals(ROOT) ? next : parent.resolve(next);
            }
            return new Location(parent, name);
        } catch (IllegalArgumentException nul) {
            throw entry.refusal(String.valueOf(nul.getMessage()));
        }
    }

    /** The open directory that an entry goes into; made with the directories above it if the tar has not done so. */
    private Fd parent(Location location) throws IOException {
        return openDirectory(location.parent);
    }

    private Fd openDirectory(FileName path) throws IOException {
        if (path.equals(ROOT)) {
            return root;
        }
        Fd known = parents.get(path);
        if (known != null) {
            return known;
        }
        Fd opened;
        try {
            opened = open(path);
        } catch (LinuxException failure) {
            if (!failure.is(Errno.ENOENT) && !failure.is(Errno.ENOTDIR)) {
                throw failure;
            }
            imply(path, failure);
            opened = open(path);
            // Not cut by the umask; as Docker does (ImpliedDirectoryMode in moby/go-archive).
            FileCalls.fchmod(opened, 0755);
        }
        parents.put(path, opened);
        return opened;
    }

    private Fd open(FileName path) throws LinuxException {
        return FileCalls.openat2(root, path, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0, IN_ROOT);
    }

    private void imply(FileName path, LinuxException missing) throws IOException {
        FileName before = EntryPath.above(path);
        FileName above = before.length() == 0 ? ROOT : before;
        FileName name = EntryPath.last(path);
        Fd dir = openDirectory(above);
        try {
            FileCalls.mkdirat(dir, name, 0755);
        } catch (LinuxException exists) {
            if (!exists.is(Errno.EEXIST) || !replaceWhiteout(dir, name)) {
                throw missing; // a link that leads nowhere, or a file where a directory has to be
            }
        }
        implied.add(path);
    }

    // Whiteouts ------------------------------------------------------------------------------------------------------

    private void whiteOut(TarEntries.Entry entry, Location location, String name) throws IOException {
        if (name.equals(WHITEOUT_OPAQUE)) {
            if (location.parent.equals(ROOT)) {
                opaqueRoot = true; // overlayfs does not look for the attribute there
            }
            FileCalls.setAttribute(parent(location), OPAQUE_ATTRIBUTE, YES);
            return;
        }
        if (name.startsWith(WHITEOUT_META)) {
            return; // bookkeeping of AUFS, which means nothing elsewhere
        }
        byte[] raw = location.name.bytes();
        FileName hidden = FileName.of(Arrays.copyOfRange(raw, WHITEOUT.length(), raw.length));
        if (hidden.length() == 0
                || hidden.toString().equals(".")
                || hidden.toString().equals("..")) {
            throw entry.refusal("a whiteout of nothing");
        }
        Fd dir = parent(location);
        Optional<FileStatus> present = FileCalls.statusIfExists(dir, hidden);
        if (present.isEmpty()) {
            FileCalls.mknodat(dir, hidden, FileCalls.S_IFCHR, 0, 0);
        } else if (present.get().isDirectory()) {
            FileCalls.setAttribute(dir, hidden, OPAQUE_ATTRIBUTE, YES);
        }
        // Any other file of this layer hides the lower one by itself.
    }

    /** Puts an opaque directory in a whiteout's place: what is below stays hidden. False if there is no whiteout. */
    private static boolean replaceWhiteout(Fd dir, FileName name) throws LinuxException {
        if (!isWhiteout(FileCalls.status(dir, name))) {
            return false;
        }
        FileCalls.unlinkat(dir, name);
        FileCalls.mkdirat(dir, name, 0755);
        FileCalls.setAttribute(dir, name, OPAQUE_ATTRIBUTE, YES);
        return true;
    }

    private static boolean isWhiteout(FileStatus status) {
        return status.type() == FileCalls.S_IFCHR && status.special() == 0;
    }

    // Entries --------------------------------------------------------------------------------------------------------

    private void directory(TarEntries.Entry entry, Location location) throws IOException {
        Fd dir = parent(location);
        try {
            FileCalls.mkdirat(dir, location.name, 0700);
        } catch (LinuxException exists) {
            if (!exists.is(Errno.EEXIST)) {
                throw exists;
            }
            FileStatus present = FileCalls.status(dir, location.name);
            if (!present.isDirectory() && !replaceWhiteout(dir, location.name)) {
                remove(dir, location.name, present);
                dir = parent(location);
                FileCalls.mkdirat(dir, location.name, 0700);
            }
        }
        FileName path = location.path();
        implied.remove(path);
        directoryTimes.put(path, header(entry).getLastModifiedTime());
        describe(dir, location.name, entry, true);
    }

    /** The root, or another directory that is open. */
    private void describeDirectory(Fd dir, FileName path, TarEntries.Entry entry) throws IOException {
        TarArchiveEntry header = header(entry);
        FileCalls.fchown(dir, entry.uid(), entry.gid());
        FileCalls.fchmod(dir, header.getMode() & 07777);
        for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
            attribute(
                    entry,
                    attribute.getKey(),
                    () -> FileCalls.setAttribute(dir, attribute.getKey(), attribute.getValue()));
        }
        directoryTimes.put(path, header.getLastModifiedTime());
    }

    private void file(TarEntries.Entry entry, Location location, TarEntries content) throws IOException {
        TarArchiveEntry header = header(entry);
        long length = header.isSparse() ? header.getRealSize() : header.getSize();
        if (length < 0 || length > byteLimit - size) {
            throw new LayerException("layer entry \"" + entry.name() + "\" of " + length
                    + " bytes: the layer is larger than the limit of " + byteLimit + " bytes");
        }
        size += length;
        try (Fd file = createFile(location)) {
            if (header.isSparse()) {
                writeSparse(entry, file, length, content);
            } else {
                write(entry, file, length, content);
            }
            int uid = entry.uid();
            int gid = entry.gid();
            if (uid != ownUid || gid != ownGid) {
                FileCalls.fchown(file, uid, gid);
            }
            FileCalls.fchmod(file, header.getMode() & 07777);
            for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
                attribute(
                        entry,
                        attribute.getKey(),
                        () -> FileCalls.setAttribute(file, attribute.getKey(), attribute.getValue()));
            }
            Instant time = header.getLastModifiedTime().toInstant();
            FileCalls.setModified(file, time.getEpochSecond(), time.getNano());
        }
    }

    private Fd createFile(Location location) throws IOException {
        Fd dir = parent(location);
        int flags = FileCalls.O_WRONLY | FileCalls.O_CREAT | FileCalls.O_EXCL;
        try {
            return FileCalls.openat(dir, location.name, flags, 0600);
        } catch (LinuxException exists) {
            if (!exists.is(Errno.EEXIST)) {
                throw exists;
            }
            remove(dir, location.name, FileCalls.status(dir, location.name));
            return FileCalls.openat(parent(location), location.name, flags, 0600);
        }
    }

    private void write(TarEntries.Entry entry, Fd file, long length, TarEntries content) throws IOException {
        for (long rest = length; rest > 0; ) {
            int n = buffer.fill(entry, content, rest);
            FileCalls.write(file, buffer.memory(), n);
            rest -= n;
        }
    }

    private void writeSparse(TarEntries.Entry entry, Fd file, long length, TarEntries content) throws IOException {
        long position = 0;
        for (TarArchiveStructSparse data : header(entry).getSparseHeaders()) {
            if (data.getNumbytes() == 0) {
                continue;
            }
            if (data.getOffset() < position || data.getNumbytes() > length - data.getOffset()) {
                throw entry.refusal("its map of data is not in order");
            }
            content.skip(data.getOffset() - position);
            position = data.getOffset();
            for (long rest = data.getNumbytes(); rest > 0; ) {
                int n = buffer.fill(entry, content, rest);
                FileCalls.pwrite(file, buffer.memory(), n, position);
                position += n;
                rest -= n;
            }
        }
        FileCalls.truncate(file, length);
    }

    private void hardLink(TarEntries.Entry entry, Location location) throws IOException {
        Location target = locate(entry, entry.linkTarget());
        if (target.isRoot()) {
            throw entry.refusal("a hard link to the root");
        }
        Fd targetDir;
        try {
            targetDir = open(target.parent);
        } catch (LinuxException failure) {
            throw entry.refusal("hard link to \"" + target.path() + "\": " + failure.getMessage(), failure);
        }
        try (targetDir) {
            Fd dir = parent(location);
            FileStatus linked = FileCalls.status(targetDir, target.name);
            Optional<FileStatus> present = FileCalls.statusIfExists(dir, location.name);
            if (present.isPresent()) {
                if (present.get().inode() == linked.inode()) {
                    return;
                }
                remove(dir, location.name, present.get());
            }
            FileCalls.linkat(targetDir, target.name, parent(location), location.name);
        }
    }

    private void node(TarEntries.Entry entry, Location location, int type) throws IOException {
        TarArchiveEntry header = header(entry);
        create(
                location,
                (dir, at) -> FileCalls.mknodat(dir, at, type | 0600, header.getDevMajor(), header.getDevMinor()));
        describe(parent(location), location.name, entry, true);
    }

    private interface Creation {
        void at(Fd dir, FileName name) throws LinuxException;
    }

    private void create(Location location, Creation creation) throws IOException {
        Fd dir = parent(location);
        try {
            creation.at(dir, location.name);
        } catch (LinuxException exists) {
            if (!exists.is(Errno.EEXIST)) {
                throw exists;
            }
            remove(dir, location.name, FileCalls.status(dir, location.name));
            creation.at(parent(location), location.name);
        }
    }

    private void remove(Fd dir, FileName name, FileStatus present) throws LinuxException {
        if (present.isDirectory()) {
            FileTrees.delete(dir, name);
        } else {
            FileCalls.unlinkat(dir, name);
        }
        if (present.isDirectory() || present.isSymbolicLink()) {
            parents.clear(); // a path may lead elsewhere now
        }
    }

    // Attributes -----------------------------------------------------------------------------------------------------

    private static TarArchiveEntry header(TarEntries.Entry entry) {
        return entry.header();
    }

    /** Owner, permissions, attributes and time of something that is not a regular file. */
    private void describe(Fd dir, FileName name, TarEntries.Entry entry, boolean permissions) throws IOException {
        TarArchiveEntry header = header(entry);
        int uid = entry.uid();
        int gid = entry.gid();
        // Always for directories, which may have been there with another owner.
        FileCalls.fchownat(dir, name, uid, gid);
        if (permissions) {
            FileCalls.fchmodat(dir, name, header.getMode() & 07777);
        }
        for (Map.Entry<String, byte[]> attribute : entry.attributes().entrySet()) {
            attribute(
                    entry,
                    attribute.getKey(),
                    () -> FileCalls.setAttribute(dir, name, attribute.getKey(), attribute.getValue()));
        }
        Instant time = header.getLastModifiedTime().toInstant();
        FileCalls.setModified(dir, name, time.getEpochSecond(), time.getNano());
    }

    private interface Setting {
        void run() throws LinuxException;
    }

    private static void attribute(TarEntries.Entry entry, String name, Setting setting) throws IOException {
        if (name.startsWith(OVERLAY_ATTRIBUTES)) {
            // They steer overlayfs itself, for example to other directories of lower layers.
            throw entry.refusal("attribute " + name + " is not allowed");
        }
        try {
            setting.run();
        } catch (LinuxException failure) {
            // As Docker: a file system without such attributes does not make the image unusable, except where they
            // give a program its rights.
            if (!failure.is(Errno.EOPNOTSUPP) || name.equals("security.capability")) {
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        parents.clear();
        arena.close();
    }

    /** The directories used last, open. */
    private static final class ParentCache {
        private final Map<FileName, Fd> open = new LinkedHashMap<>(OPEN_PARENTS, 0.75f, true);

        @org.jspecify.annotations.Nullable
        Fd get(FileName path) {
            return open.get(path);
        }

        void put(FileName path, Fd fd) {
            if (open.size() >= OPEN_PARENTS) {
                var eldest = open.entrySet().iterator();
                eldest.next().getValue().close();
                eldest.remove();
            }
            open.put(path, fd);
        }

        void clear() {
            open.values().forEach(Fd::close);
            open.clear();
        }
    }
}
