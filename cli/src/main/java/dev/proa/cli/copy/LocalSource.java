package dev.proa.cli.copy;

import dev.proa.cli.api.RequestBody;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Local files as a tar, sent as they are read. Counts the archive's bytes. */
public final class LocalSource implements RequestBody {
    private static final int BUFFER = 256 * 1024;
    private static final int BLOCK = 512;
    /** Two blocks of zeros, and padding. */
    private static final byte[] END = new byte[2 * BLOCK];

    private static final int S_IFMT = 0170000;

    private final Place source;
    private final Plan plan;
    private final Map<Object, String> linked = new HashMap<>();
    private long sent;

    public LocalSource(Place source, Plan plan) {
        this.source = source;
        this.plan = plan;
    }

    /** Bytes of the archive so far. */
    public long sent() {
        return sent;
    }

    @Override
    public String contentType() {
        return "application/x-tar";
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        add(buffered, Path.of(source.path()), source.keptName());
        write(buffered, END, END.length);
        buffered.flush();
    }

    private void write(OutputStream out, byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        sent += length;
    }

    /**
     * An entry's headers; what it contains follows, up to a whole block. The library makes the headers alone, since it would
     * pass on contents in pieces of 512 bytes.
     */
    private void begin(OutputStream out, TarArchiveEntry entry) throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream(2 * BLOCK);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(headers, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        tar.putArchiveEntry(entry);
        write(out, headers.toByteArray(), headers.size());
    }

    private void add(OutputStream out, Path file, String name) throws IOException {
        Map<String, Object> status = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) of(status, "mode");
        int type = mode & S_IFMT;
        String renamed = plan.rename(name);
        switch (type) {
            case 0040000 -> {
                begin(out, entry(renamed + "/", TarConstants.LF_DIR, status));
                for (Path child : children(file)) {
                    add(out, child, name + "/" + child.getFileName());
                }
            }
            case 0140000 -> {} // a socket means nothing elsewhere
            case 0100000 -> file(out, file, renamed, status);
            default -> {
                TarArchiveEntry entry = entry(renamed, flag(type), status);
                if (type == 0120000) {
                    entry.setLinkName(Files.readSymbolicLink(file).toString());
                } else {
                    long device = (long) of(status, "rdev");
                    entry.setDevMajor((int) ((device >>> 8 & 0xfff) | (device >>> 32 & ~0xfff)));
                    entry.setDevMinor((int) ((device & 0xff) | (device >>> 12 & ~0xff)));
                }
                begin(out, entry);
            }
        }
    }

    private static byte flag(int type) {
        return switch (type) {
            case 0120000 -> TarConstants.LF_SYMLINK;
            case 0020000 -> TarConstants.LF_CHR;
            case 0060000 -> TarConstants.LF_BLK;
            default -> TarConstants.LF_FIFO;
        };
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(children::add);
        }
        children.sort(null);
        return children;
    }

    private void file(OutputStream out, Path file, String name, Map<String, Object> status) throws IOException {
        if ((int) of(status, "nlink") > 1) {
            String first = linked.putIfAbsent(of(status, "fileKey"), name);
            if (first != null) {
                TarArchiveEntry link = entry(name, TarConstants.LF_LINK, status);
                link.setLinkName(first);
                begin(out, link);
                return;
            }
        }
        long size = (long) of(status, "size");
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, status);
        entry.setSize(size);
        begin(out, entry);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (long rest = size; rest > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
                if (n < 0) {
                    throw new IOException(file + " became shorter while it was copied");
                }
                write(out, buffer, n);
                rest -= n;
            }
        }
        write(out, END, (int) (-size & (BLOCK - 1)));
    }

    private static TarArchiveEntry entry(String name, byte flag, Map<String, Object> status) {
        TarArchiveEntry entry = new TarArchiveEntry(name, flag, true);
        entry.setMode((int) of(status, "mode") & 07777);
        entry.setUserId(Integer.toUnsignedLong((int) of(status, "uid")));
        entry.setGroupId(Integer.toUnsignedLong((int) of(status, "gid")));
        entry.setUserName("");
        entry.setGroupName("");
        // To the second, as Docker's archives.
        entry.setModTime(FileTime.fromMillis(
                Math.floorDiv(((FileTime) of(status, "lastModifiedTime")).toMillis(), 1000L) * 1000));
        return entry;
    }

    /** An attribute that every file has: stat(2) fills them all. */
    private static Object of(Map<String, Object> status, String attribute) {
        return Objects.requireNonNull(status.get(attribute), attribute);
    }
}
