package dev.proa.snapshot;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.FileName;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a layer's tar stream, with names, link targets and extended attributes as bytes.
 *
 * <p>commons-compress reads the format. But it turns PAX records into text, and names of other encodings and binary
 * attributes such as {@code security.capability} do not survive that; so the records are taken once more from the bytes
 * that pass by while it reads an entry's headers.
 */
final class TarEntries {
    private static final int BLOCK = 512;
    // Headers of one entry together: room for a few attributes of the kernel's largest size (64 KiB).
    private static final int HEADERS_LIMIT = 1 << 20;
    private static final byte[] ZEROS = new byte[BLOCK];
    /** Docker's words. */
    static final String CUT_SHORT = "unexpected EOF";

    private static final String ATTRIBUTE_PREFIX = "SCHILY.xattr.";

    private final Source source;
    private final Recorder recorder;
    private final TarArchiveInputStream tar;

    /** Where a tar comes from, as messages say it. */
    enum Source {
        LAYER("layer entry", "the layer is damaged: "),
        /** From a client, who gets Docker's words. */
        ARCHIVE("archive entry", "invalid tar archive: ");

        private final String entry;
        private final String damaged;

        Source(String entry, String damaged) {
            this.entry = entry;
            this.damaged = damaged;
        }
    }

    TarEntries(InputStream in, Source source) {
        this.source = source;
        this.recorder = new Recorder(in);
        // One char per byte for what is not PAX.
        this.tar = new TarArchiveInputStream(recorder, StandardCharsets.ISO_8859_1.name());
    }

    /** An entry's headers; the path as it is in the archive, perhaps hostile. */
    static final class Entry {
        private final Source source;
        private final TarArchiveEntry header;
        private final byte[] path;
        private final byte[] linkTarget;
        private final Map<String, byte[]> attributes;

        private Entry(
                Source source, TarArchiveEntry header, byte[] path, byte[] linkTarget, Map<String, byte[]> attributes) {
            this.source = source;
            this.header = header;
            this.path = path;
            this.linkTarget = linkTarget;
            this.attributes = attributes;
        }

        TarArchiveEntry header() {
            return header;
        }

        byte[] path() {
            return path;
        }

        /** Where a hard or symbolic link leads, empty for others. */
        byte[] linkTarget() {
            return linkTarget;
        }

        /** Extended attributes by name. */
        Map<String, byte[]> attributes() {
            return attributes;
        }

        String name() {
            return new String(path, StandardCharsets.UTF_8);
        }

        FileName link() throws LayerException {
            try {
                return FileName.of(linkTarget);
            } catch (IllegalArgumentException nul) {
                throw refusal(String.valueOf(nul.getMessage()));
            }
        }

        int uid() throws LayerException {
            return owner(header.getLongUserId());
        }

        int gid() throws LayerException {
            return owner(header.getLongGroupId());
        }

        private int owner(long id) throws LayerException {
            // (uid_t) -1 means "leave it" to chown(2).
            if (id < 0 || id >= 0xffff_ffffL) {
                throw refusal("impossible owner " + id);
            }
            return (int) id;
        }

        /** Says of this entry why it cannot be. */
        LayerException refusal(String why) {
            return new LayerException(described(why));
        }

        LayerException refusal(String why, Throwable cause) {
            return new LayerException(described(why), cause);
        }

        /** What a failed call makes of the tar: hostile or damaged, but for a full disk, which is not its fault. */
        IOException failure(LinuxException call) {
            String why = String.valueOf(call.getMessage());
            return call.is(Errno.ENOSPC) ? new IOException(described(why), call) : refusal(why, call);
        }

        private String described(String what) {
            return source.entry + " \"" + name() + "\": " + what;
        }
    }

    /** The next entry, null at the archive's end. What was not read of the entry before is skipped. */
    @Nullable
    Entry next() throws IOException {
        TarArchiveEntry header;
        try {
            if (tar.getCurrentEntry() != null) {
                while (tar.skip(Long.MAX_VALUE) > 0) {
                    // To the end of the entry, so that only headers are recorded.
                }
            }
            recorder.start();
            header = tar.getNextEntry();
        } catch (IOException | IllegalArgumentException failure) {
            throw damaged(failure);
        }
        byte[] headers = recorder.stop();
        if (header == null) {
            refuseAnythingButAnEnd(headers);
            return null;
        }
        if (!header.isCheckSumOK()) {
            throw damaged("invalid tar header");
        }
        Map<String, byte[]> records = paxRecords(headers);
        byte[] path = records.get("GNU.sparse.name");
        if (path == null) {
            path = records.get("path");
        }
        if (path == null) {
            path = header.getName().getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] target = records.get("linkpath");
        if (target == null) {
            target = header.getLinkName().getBytes(StandardCharsets.ISO_8859_1);
        }
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        records.forEach((key, value) -> {
            if (key.startsWith(ATTRIBUTE_PREFIX)) {
                attributes.put(key.substring(ATTRIBUTE_PREFIX.length()), value);
            }
        });
        return new Entry(source, header, path, target, attributes);
    }

    /**
     * commons-compress takes whatever is no whole header for the end. As with Docker, the end is two blocks of zeros, or
     * one, or none, and then the stream's own end.
     *
     * @param rest what came after the last entry
     */
    private void refuseAnythingButAnEnd(byte[] rest) throws LayerException {
        if (rest.length == 0) {
            return;
        }
        boolean wholeBlocks = rest.length == BLOCK || rest.length >= 2 * BLOCK;
        // Without zeros: headers that belong to an entry that does not follow.
        if (!wholeBlocks || !isZero(rest, 0)) {
            throw damaged(CUT_SHORT);
        }
        if (rest.length > BLOCK && !isZero(rest, BLOCK)) {
            throw damaged("invalid tar header");
        }
    }

    private static boolean isZero(byte[] bytes, int block) {
        return Arrays.mismatch(bytes, block, block + BLOCK, ZEROS, 0, BLOCK) < 0;
    }

    /** Reads some of the current entry's content, -1 at its end; holes read as zeros. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return tar.read(buffer, offset, length);
        } catch (IOException failure) {
            throw damaged(failure);
        }
    }

    private long skipped(long bytes) throws LayerException {
        try {
            return tar.skip(bytes);
        } catch (IOException failure) {
            throw damaged(failure);
        }
    }

    private LayerException damaged(Exception failure) {
        return failure instanceof LayerException known
                ? known
                : new LayerException(
                        source.damaged + (recorder.ended ? CUT_SHORT : String.valueOf(failure.getMessage())), failure);
    }

    private LayerException damaged(String what) {
        return new LayerException(source.damaged + what);
    }

    /** Skips content of the current entry; holes take no time. */
    void skip(long bytes) throws IOException {
        for (long rest = bytes; rest > 0; ) {
            long skipped = skipped(rest);
            if (skipped <= 0) {
                throw damaged(CUT_SHORT);
            }
            rest -= skipped;
        }
    }

    // pax(1), "pax Extended Header": records of "<length> <key>=<value>\n" in an entry of type x before the real one.
    private static Map<String, byte[]> paxRecords(byte[] headers) throws IOException {
        Map<String, byte[]> records = new HashMap<>();
        int at = 0;
        while (at + BLOCK <= headers.length) {
            if (!isHeader(headers, at)) {
                at += BLOCK;
                continue;
            }
            char type = (char) headers[at + 156];
            if (type != 'x' && type != 'X' && type != 'g' && type != 'L' && type != 'K') {
                break;
            }
            int size = octal(headers, at + 124, 12);
            int start = at + BLOCK;
            if (size < 0 || size > headers.length - start) {
                throw new IOException("a PAX header's size is wrong");
            }
            if (type == 'x' || type == 'X') {
                parseRecords(headers, start, start + size, records);
            }
            at = start + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return records;
    }

    private static void parseRecords(byte[] bytes, int start, int end, Map<String, byte[]> records) throws IOException {
        int at = start;
        while (at < end && bytes[at] != 0) {
            int length = 0;
            int i = at;
            while (i < end && bytes[i] >= '0' && bytes[i] <= '9' && length < HEADERS_LIMIT) {
                length = length * 10 + (bytes[i++] - '0');
            }
            int equals = i + 1;
            while (equals < end && bytes[equals] != '=') {
                equals++;
            }
            if (i >= end || bytes[i] != ' ' || length > end - at || equals >= at + length) {
                throw new IOException("a PAX header is damaged");
            }
            String key = new String(bytes, i + 1, equals - i - 1, StandardCharsets.UTF_8);
            byte[] value = Arrays.copyOfRange(bytes, equals + 1, at + length - 1);
            if (value.length == 0) {
                records.remove(key);
            } else {
                records.put(key, value);
            }
            at += length;
        }
    }

    private static boolean isHeader(byte[] bytes, int at) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : bytes[at + i] & 0xff;
        }
        return sum != 8 * ' ' && sum == octal(bytes, at + 148, 8);
    }

    private static int octal(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = at; i < at + length; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '7') {
                value = value * 8 + bytes[i] - '0';
            } else if (bytes[i] != ' ' || value != 0) {
                break;
            }
        }
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** Keeps what is read between start and stop, from the next whole block on. */
    private static final class Recorder extends FilterInputStream {
        private byte[] kept = new byte[4 * BLOCK];
        private int length;
        private int toBlock;
        private boolean recording;
        private boolean ended;
        private long position;

        Recorder(InputStream in) {
            super(in);
        }

        void start() {
            recording = true;
            length = 0;
            toBlock = (int) (-position & (BLOCK - 1));
        }

        byte[] stop() {
            recording = false;
            return Arrays.copyOf(kept, length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int n = in.read(bytes, offset, count);
            ended |= n < 0;
            if (n > 0) {
                position += n;
                if (recording) {
                    keep(bytes, offset, n);
                }
            }
            return n;
        }

        private void keep(byte[] bytes, int offset, int count) throws IOException {
            int skip = Math.min(toBlock, count);
            toBlock -= skip;
            int add = count - skip;
            if (length + add > HEADERS_LIMIT) {
                throw new LayerException("the headers of a layer entry are larger than " + HEADERS_LIMIT + " bytes");
            }
            if (length + add > kept.length) {
                kept = Arrays.copyOf(kept, Math.max(length + add, 2 * kept.length));
            }
            System.arraycopy(bytes, offset + skip, kept, length, add);
            length += add;
        }

        @Override
        public long skip(long count) throws IOException {
            if (!recording) {
                long n = in.skip(count);
                position += n;
                return n;
            }
            byte[] skipped = new byte[(int) Math.min(count, 8192)];
            return Math.max(0, read(skipped, 0, skipped.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
