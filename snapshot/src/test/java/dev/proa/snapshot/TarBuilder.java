package dev.proa.snapshot;

import dev.proa.image.Digest;
import dev.proa.image.archive.Compression;
import dev.proa.image.archive.LayerBlob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes layer tars, also such as no tool would make. */
final class TarBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    TarBuilder() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    TarBuilder file(String name, String content) {
        return file(name, content, _ -> {});
    }

    TarBuilder file(String name, String content, Consumer<TarArchiveEntry> change) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        return entry(name, TarConstants.LF_NORMAL, data, change);
    }

    TarBuilder directory(String name) {
        return directory(name, _ -> {});
    }

    TarBuilder directory(String name, Consumer<TarArchiveEntry> change) {
        return entry(name, TarConstants.LF_DIR, new byte[0], change);
    }

    TarBuilder symlink(String name, String target) {
        return entry(name, TarConstants.LF_SYMLINK, new byte[0], e -> e.setLinkName(target));
    }

    TarBuilder hardLink(String name, String target) {
        return entry(name, TarConstants.LF_LINK, new byte[0], e -> e.setLinkName(target));
    }

    TarBuilder device(String name, byte type, int major, int minor) {
        return entry(name, type, new byte[0], e -> {
            e.setDevMajor(major);
            e.setDevMinor(minor);
        });
    }

    TarBuilder entry(String name, byte type, byte[] data, Consumer<TarArchiveEntry> change) {
        try {
            // true: keep leading slashes
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setMode(type == TarConstants.LF_DIR ? 0755 : 0644);
            entry.setModTime(0);
            entry.setSize(data.length);
            change.accept(entry);
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * An entry with a PAX header of these records, whose values may be any bytes; commons-compress would only write
     * text.
     */
    TarBuilder raw(byte[] blocks) {
        try {
            tar.flush();
            bytes.write(blocks);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] paxHeader(byte[]... records) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] record : records) {
            // "<length> <record>\n", the length counting itself.
            int length = record.length + 2;
            int digits = String.valueOf(length).length();
            digits = String.valueOf(length + digits).length();
            body.writeBytes((length + digits + " ").getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(record);
            body.write('\n');
        }
        byte[] content = body.toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header("PaxHeader", 'x', content.length));
        out.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
        return out.toByteArray();
    }

    static byte[] header(String name, char type, long size) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0000644\0");
        put(block, 108, "0000000\0");
        put(block, 116, "0000000\0");
        put(block, 124, String.format("%011o\0", size));
        put(block, 136, "00000000000\0");
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(data, 0, block, at, data.length);
    }

    byte[] build() {
        try {
            tar.finish();
            tar.flush();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static byte[] gzip(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static LayerBlob blob(byte[] tar) {
        return new LayerBlob(Digest.of(tar), tar.length, Digest.of(tar), Compression.NONE);
    }

    static LayerBlob gzipBlob(byte[] tar) {
        byte[] gz = gzip(tar);
        return new LayerBlob(Digest.of(gz), gz.length, Digest.of(tar), Compression.GZIP);
    }

    static LayerSource.Content content(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }
}
