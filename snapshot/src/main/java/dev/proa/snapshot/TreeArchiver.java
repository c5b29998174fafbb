package dev.proa.snapshot;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.DirectoryEntry;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Writes files and whole trees as a tar, while somebody else may be changing them: no symbolic link is followed, a file is
 * looked at before it is opened, so that a device or FIFO put in its place is not, and what vanishes meanwhile is left
 * out. A file is archived with the size it had at first: cut if it grows, filled with zeros if it shrinks. Sockets are
 * passed over, as they mean nothing elsewhere. Entries are sorted by name. For one thread.
 */
public final class TreeArchiver implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int PATH_LIMIT = 4096; // PATH_MAX, linux/limits.h
    private static final long SPARSE_FROM = 64 * 1024;
    private static final FileName NONE = FileName.of("");
    private static final FileName SELF = FileName.of(".");

    /** What a layer has to know of those below it. */
    interface Below {
        /** Whether something of that path, relative to the root, shows from below. */
        boolean contains(FileName path) throws IOException;

        /** Whether what shows there is a directory. */
        boolean isDirectory(FileName path) throws IOException;
    }

    private record Inode(long device, long number) {}

    private final TarOutput tar;
    private final @Nullable Below below;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment nativeBuffer = arena.allocate(BUFFER);
    private final byte[] buffer = new byte[BUFFER];
    private final Map<Inode, FileName> linked = new HashMap<>();

    /** The stream stays the caller's. */
    public TreeArchiver(OutputStream out) {
        this(out, null);
    }

    /**
     * Of a container's own layer in overlayfs's form, as a layer's tar: with whiteouts, and holes as holes.
     *
     * @param below the layers below it
     */
    TreeArchiver(OutputStream out, @Nullable Below below) {
        this.tar = new TarOutput(out);
        this.below = below;
    }

    /**
     * Adds a file, or a directory with all it contains.
     *
     * @param entry what it is called in the archive
     * @throws LinuxException ENOENT if there is none of that name
     */
    public void add(Fd dir, FileName name, FileName entry) throws IOException {
        FileStatus status = FileCalls.status(dir, name);
        if (status.isDirectory()) {
            try (Fd opened = FileCalls.openat(dir, name, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0)) {
                addDirectory(opened, entry);
            }
        } else {
            addFile(dir, name, status, entry);
        }
    }

    /**
     * Adds a directory and all it contains.
     *
     * @param entry what it is called in the archive, without a slash at the end
     */
    public void addDirectory(Fd dir, FileName entry) throws IOException {
        FileStatus status = FileCalls.status(dir);
        FileName named = slash(entry);
        tar.begin(named, status, TarConstants.LF_DIR, NONE, 0, attributes(dir, SELF), Map.of());
        addContent(dir, named);
    }

    /** Adds all that a directory contains, but not itself; the entries' names begin with {@code prefix}. */
    public void addContent(Fd dir, FileName prefix) throws IOException {
        for (FileName name : sorted(dir)) {
            FileName entry = join(prefix, name);
            if (entry.length() > PATH_LIMIT) {
                throw new LinuxException("archive \"" + entry + "\"", Errno.ENAMETOOLONG);
            }
            try {
                addChild(dir, name, entry);
            } catch (LinuxException failure) {
                // Removed or replaced since it was listed.
                if (!failure.is(Errno.ENOENT) && !failure.is(Errno.ENOTDIR) && !failure.is(Errno.ELOOP)) {
                    throw failure;
                }
            }
        }
    }

    private void addChild(Fd dir, FileName name, FileName entry) throws IOException {
        FileStatus status = FileCalls.status(dir, name);
        Below lower = below;
        if (lower != null && isWhiteout(status)) {
            if (lower.contains(entry)) {
                whiteout(entry, status);
            }
            return;
        }
        if (!status.isDirectory()) {
            addFile(dir, name, status, entry);
            return;
        }
        try (Fd child = FileCalls.openat(dir, name, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0)) {
            FileName named = slash(entry);
            tar.begin(named, FileCalls.status(child), TarConstants.LF_DIR, NONE, 0, attributes(child, SELF), Map.of());
            if (lower != null && isOpaque(child) && lower.isDirectory(entry)) {
                empty(FileName.of(entry + "/.wh..wh..opq"), status);
            }
            addContent(child, named);
        }
    }

    static boolean isWhiteout(FileStatus status) {
        return status.type() == FileCalls.S_IFCHR && status.special() == 0;
    }

    static boolean isOpaque(Fd dir) throws LinuxException {
        Optional<byte[]> value = FileCalls.attribute(dir, SELF, LayerUnpacker.OPAQUE_ATTRIBUTE);
        return value.isPresent() && value.get().length == 1 && value.get()[0] == 'y';
    }

    private void whiteout(FileName path, FileStatus status) throws IOException {
        byte[] bytes = path.bytes();
        int slash = bytes.length;
        while (slash > 0 && bytes[slash - 1] != '/') {
            slash--;
        }
        byte[] mark = ".wh.".getBytes(StandardCharsets.US_ASCII);
        byte[] named = Arrays.copyOf(bytes, bytes.length + mark.length);
        System.arraycopy(mark, 0, named, slash, mark.length);
        System.arraycopy(bytes, slash, named, slash + mark.length, bytes.length - slash);
        empty(FileName.of(named), status);
    }

    private void empty(FileName entry, FileStatus time) throws IOException {
        FileStatus plain = new FileStatus(FileCalls.S_IFREG, 0, 0, 1, 0, 0, 0, 0, 0, time.mtimeSeconds(), 0);
        tar.begin(entry, plain, TarConstants.LF_NORMAL, NONE, 0, Map.of(), Map.of());
    }

    private void addFile(Fd dir, FileName name, FileStatus status, FileName entry) throws IOException {
        switch (status.type()) {
            case FileCalls.S_IFSOCK -> {}
            case FileCalls.S_IFREG -> {
                // First without opening it in earnest: by now it may be a device that acts on being opened.
                try (Fd found = FileCalls.openat(dir, name, FileCalls.O_PATH, 0)) {
                    FileStatus now = FileCalls.status(found);
                    if (!now.isRegularFile()) {
                        return; // replaced since it was looked at
                    }
                    if (isFurtherName(now, entry)) {
                        link(now, entry);
                        return;
                    }
                    try (Fd file = FileCalls.reopen(found, FileCalls.O_RDONLY)) {
                        content(file, now, entry, attributes(dir, name));
                    }
                }
            }
            default -> {
                if (isFurtherName(status, entry)) {
                    link(status, entry);
                    return;
                }
                FileName target = status.isSymbolicLink() ? FileCalls.readlinkat(dir, name) : NONE;
                tar.begin(entry, status, type(status), target, 0, attributes(dir, name), Map.of());
            }
        }
    }

    private static byte type(FileStatus status) {
        return switch (status.type()) {
            case FileCalls.S_IFLNK -> TarConstants.LF_SYMLINK;
            case FileCalls.S_IFCHR -> TarConstants.LF_CHR;
            case FileCalls.S_IFBLK -> TarConstants.LF_BLK;
            case FileCalls.S_IFIFO -> TarConstants.LF_FIFO;
            default -> throw new IllegalStateException("file type " + Integer.toOctalString(status.type()));
        };
    }

    /** Whether the file is in the archive under another name already; if not, this one is remembered. */
    private boolean isFurtherName(FileStatus status, FileName entry) {
        return status.links() > 1 && linked.putIfAbsent(new Inode(status.device(), status.inode()), entry) != null;
    }

    private void link(FileStatus status, FileName entry) throws IOException {
        FileName first = linked.getOrDefault(new Inode(status.device(), status.inode()), entry);
        tar.begin(entry, status, TarConstants.LF_LINK, first, 0, Map.of(), Map.of());
    }

    // Contents -------------------------------------------------------------------------------------------------------

    private void content(Fd file, FileStatus status, FileName entry, Map<String, byte[]> attributes)
            throws IOException {
        if (below != null && status.size() >= SPARSE_FROM && status.blocks() * 512 < status.size()) {
            sparse(file, status, entry, attributes);
            return;
        }
        tar.begin(entry, status, TarConstants.LF_NORMAL, NONE, status.size(), attributes, Map.of());
        copy(file, status.size());
        tar.pad(status.size());
    }

    private void copy(Fd file, long size) throws IOException {
        for (long rest = size; rest > 0; ) {
            int want = (int) Math.min(rest, BUFFER);
            int n = (int) FileCalls.read(file, want == BUFFER ? nativeBuffer : nativeBuffer.asSlice(0, want));
            if (n == 0) {
                Arrays.fill(buffer, (byte) 0);
                n = want;
            } else {
                MemorySegment.copy(nativeBuffer, JAVA_BYTE, 0, buffer, 0, n);
            }
            tar.write(buffer, 0, n);
            rest -= n;
        }
    }

    private record Extent(long start, long length) {}

    /** GNU's sparse format 1.0: a map of the data at the front, then the data alone. */
    private void sparse(Fd file, FileStatus status, FileName entry, Map<String, byte[]> attributes) throws IOException {
        long size = status.size();
        List<Extent> extents = new ArrayList<>();
        long data = 0;
        for (long at = 0; at < size; ) {
            long start = FileCalls.nextData(file, at);
            if (start < 0 || start >= size) {
                break;
            }
            long end = Math.min(size, FileCalls.nextHole(file, start));
            extents.add(new Extent(start, end - start));
            data += end - start;
            at = end;
        }
        // The end counts as an extent of nothing, as GNU tar writes it.
        extents.add(new Extent(size, 0));
        StringBuilder map = new StringBuilder().append(extents.size()).append('\n');
        extents.forEach(extent ->
                map.append(extent.start()).append('\n').append(extent.length()).append('\n'));
        byte[] text = map.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] head = Arrays.copyOf(text, (text.length + TarOutput.BLOCK - 1) / TarOutput.BLOCK * TarOutput.BLOCK);
        Map<String, byte[]> records = new LinkedHashMap<>();
        records.put("GNU.sparse.major", bytes("1"));
        records.put("GNU.sparse.minor", bytes("0"));
        records.put("GNU.sparse.name", entry.bytes());
        records.put("GNU.sparse.realsize", bytes(Long.toString(size)));
        tar.begin(entry, status, TarConstants.LF_NORMAL, NONE, head.length + data, attributes, records);
        tar.write(head, 0, head.length);
        for (Extent extent : extents) {
            FileCalls.position(file, extent.start());
            copy(file, extent.length());
        }
        tar.pad(data);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes the archive's end; the stream stays open. */
    public void finish() throws IOException {
        tar.finish();
    }

    // Names and attributes -------------------------------------------------------------------------------------------

    static List<FileName> sorted(Fd dir) throws LinuxException {
        List<FileName> names = new ArrayList<>();
        for (DirectoryEntry entry : FileCalls.list(dir)) {
            names.add(entry.name());
        }
        names.sort((one, other) -> Arrays.compareUnsigned(one.bytes(), other.bytes()));
        return names;
    }

    static FileName join(FileName prefix, FileName name) {
        byte[] start = prefix.bytes();
        if (start.length == 0) {
            return name;
        }
        byte[] end = name.bytes();
        byte[] joined = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, joined, start.length, end.length);
        return FileName.of(joined);
    }

    private static FileName slash(FileName entry) {
        return join(entry, FileName.of("/"));
    }

    /** All but overlayfs's own, and labels that belong to the machine. */
    private static Map<String, byte[]> attributes(Fd dir, FileName name) throws IOException {
        List<String> names = FileCalls.attributes(dir, name);
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        for (String attribute : names.stream().sorted().toList()) {
            if (attribute.startsWith("trusted.overlay.") || attribute.equals("security.selinux")) {
                continue;
            }
            Optional<byte[]> value = FileCalls.attribute(dir, name, attribute);
            value.ifPresent(bytes -> attributes.put(attribute, bytes));
        }
        return attributes;
    }

    @Override
    public void close() {
        arena.close();
    }
}
