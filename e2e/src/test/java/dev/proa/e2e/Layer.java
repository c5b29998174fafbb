package dev.proa.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A layer as its tar, entry by entry; names are taken as they are, so that hostile ones can be written too. */
final class Layer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Layer() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    Layer file(String name, String content, int mode) {
        return file(name, content.getBytes(StandardCharsets.UTF_8), mode);
    }

    Layer file(String name, byte[] content, int mode) {
        return file(name, content, mode, 0, 0, Map.of());
    }

    /** A file with its owner and PAX headers, for example {@code SCHILY.xattr.user.x}. */
    Layer file(String name, byte[] content, int mode, int uid, int gid, Map<String, String> pax) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setMode(mode | 0100000);
        entry.setIds(uid, gid);
        pax.forEach(entry::addPaxHeader);
        return add(entry, content);
    }

    Layer directory(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/", true);
        entry.setMode(mode | 0040000);
        return add(entry, new byte[0]);
    }

    Layer symlink(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    Layer hardLink(String name, String target) {
        return hardLink(name, target, 0644, 0, 0);
    }

    /** A hard link; its mode and owner are those of the file it shares, as tar programs write them. */
    Layer hardLink(String name, String target, int mode, int uid, int gid) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_LINK, true);
        entry.setMode(mode | 0100000);
        entry.setIds(uid, gid);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    Layer fifo(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_FIFO, true);
        entry.setMode(0644);
        return add(entry, new byte[0]);
    }

    Layer characterDevice(String name, int major, int minor) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_CHR, true);
        entry.setMode(0666);
        entry.setDevMajor(major);
        entry.setDevMinor(minor);
        return add(entry, new byte[0]);
    }

    /** Deletes a name of a lower layer. */
    Layer whiteout(String directory, String name) {
        return file((directory.isEmpty() ? "" : directory + "/") + ".wh." + name, "", 0);
    }

    /** Hides everything that lower layers have in a directory. */
    Layer opaque(String directory) {
        return file(directory + "/.wh..wh..opq", "", 0);
    }

    private Layer add(TarArchiveEntry entry, byte[] content) {
        // The same layer has the same digest in each run.
        entry.setModTime(FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] tar() {
        try {
            tar.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
