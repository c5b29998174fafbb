package dev.proa.snapshot;

import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Writes a tar's entries, with names, link targets and extended attributes as bytes.
 *
 * <p>commons-compress makes the headers. What does not fit into one, and attributes, go into PAX records, which are
 * written here since the library's own are text: names of other encodings and binary attributes would not survive it.
 * Times are cut to seconds and owners have no names, as in Docker's archives. For one thread.
 */
final class TarOutput {
    static final int BLOCK = 512;
    private static final int NAME_LIMIT = TarConstants.NAMELEN;
    private static final ZipEncoding BYTES = ZipEncodingHelper.getZipEncoding("ISO-8859-1");
    private static final byte[] ZEROS = new byte[2 * BLOCK];
    private static final String ATTRIBUTE_PREFIX = "SCHILY.xattr.";

    private final OutputStream out;
    private final byte[] header = new byte[BLOCK];

    /** The stream stays the caller's, who buffers it if need be. */
    TarOutput(OutputStream out) {
        this.out = out;
    }

    /**
     * One entry's headers; what it contains follows through {@link #write} and {@link #pad}.
     *
     * @param type of {@link TarConstants}
     * @param size of what follows, in bytes
     * @param records further PAX records by key, before the others
     */
    void begin(
            FileName name,
            FileStatus status,
            byte type,
            FileName link,
            long size,
            Map<String, byte[]> attributes,
            Map<String, byte[]> records)
            throws IOException {
        Map<String, byte[]> pax = new LinkedHashMap<>(records);
        if (!records.containsKey("GNU.sparse.name") && !fits(name)) {
            pax.put("path", name.bytes());
        }
        if (!fits(link)) {
            pax.put("linkpath", link.bytes());
        }
        attributes.forEach((key, value) -> pax.put(ATTRIBUTE_PREFIX + key, value));
        if (!pax.isEmpty()) {
            byte[] content = encode(pax);
            TarArchiveEntry extended = new TarArchiveEntry(
                    "PaxHeaders.0/" + cut(base(name)), TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
            extended.setSize(content.length);
            extended.setMode(0644);
            writeHeader(extended);
            out.write(content);
            pad(content.length);
        }
        TarArchiveEntry entry = new TarArchiveEntry(cut(name.bytes()), type, true);
        entry.setLinkName(cut(link.bytes()));
        entry.setMode(status.permissions());
        entry.setUserId(Integer.toUnsignedLong(status.uid()));
        entry.setGroupId(Integer.toUnsignedLong(status.gid()));
        entry.setSize(size);
        entry.setModTime(FileTime.from(Instant.ofEpochSecond(status.mtimeSeconds())));
        if (type == TarConstants.LF_CHR || type == TarConstants.LF_BLK) {
            entry.setDevMajor((int) (status.special() >>> 32));
            entry.setDevMinor((int) status.special());
        }
        writeHeader(entry);
    }

    private void writeHeader(TarArchiveEntry entry) throws IOException {
        entry.setUserName("");
        entry.setGroupName("");
        // Numbers beyond octal digits become binary ones, as GNU, Go and others read them.
        entry.writeEntryHeader(header, BYTES, true);
        out.write(header);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    /** Zeros up to the next block, after so many bytes of an entry. */
    void pad(long size) throws IOException {
        int rest = (int) (-size & (BLOCK - 1));
        out.write(ZEROS, 0, rest);
    }

    /** Writes the archive's end and flushes; the stream stays open. */
    void finish() throws IOException {
        out.write(ZEROS);
        out.flush();
    }

    private static boolean fits(FileName name) {
        byte[] bytes = name.bytes();
        if (bytes.length > NAME_LIMIT) {
            return false;
        }
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] base(FileName name) {
        byte[] bytes = name.bytes();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == '/') {
            end--;
        }
        int start = end;
        while (start > 0 && bytes[start - 1] != '/') {
            start--;
        }
        return Arrays.copyOfRange(bytes, start, Math.min(end, start + 80));
    }

    private static String cut(byte[] name) {
        return new String(name, 0, Math.min(name.length, NAME_LIMIT), StandardCharsets.ISO_8859_1);
    }

    /** pax(1): {@code <length> <key>=<value>\n}, the length counting itself. */
    private static byte[] encode(Map<String, byte[]> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        records.forEach((key, value) -> {
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            int rest = name.length + value.length + 3;
            int length = rest + digits(rest);
            length = rest + digits(length);
            all.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(name);
            all.write('=');
            all.writeBytes(value);
            all.write('\n');
        });
        return all.toByteArray();
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }
}
