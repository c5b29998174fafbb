package dev.proa.image.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.proa.image.ImageFormatException;
import dev.proa.image.MediaTypes;
import dev.proa.image.content.BlobDraft;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** How a stream is compressed, known by its first bytes. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD,
    BZIP2,
    XZ;

    /** How many bytes {@link #detect} looks at. */
    public static final int MAGIC_LENGTH = 6;

    private static final int BUFFER = 256 * 1024;

    /** What a stream that starts with these bytes is; {@link #NONE} for anything unknown. */
    public static Compression detect(byte[] start, int length) {
        if (startsWith(start, length, 0x1f, 0x8b, 0x08)) {
            return GZIP;
        }
        if (startsWith(start, length, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        // A skippable frame first, as some tools write it (RFC 8878, section 3.1.2).
        if (length >= 4
                && (start[0] & 0xf0) == 0x50
                && startsWith(new byte[] {start[1], start[2], start[3]}, 3, 0x2a, 0x4d, 0x18)) {
            return ZSTD;
        }
        if (startsWith(start, length, 'B', 'Z', 'h')) {
            return BZIP2;
        }
        if (startsWith(start, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        return NONE;
    }

    private static boolean startsWith(byte[] start, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks at a stream's first bytes without consuming them.
     *
     * @param in supports mark and reset
     */
    public static Compression detect(InputStream in) throws IOException {
        in.mark(MAGIC_LENGTH);
        byte[] start = in.readNBytes(MAGIC_LENGTH);
        in.reset();
        return detect(start, start.length);
    }

    /**
     * The uncompressed content of a stream, buffered; closing it closes {@code compressed}.
     *
     * @throws ImageFormatException if the first bytes are not what this compression starts with. Damage further on is
     *     an {@link IOException} when it is read, {@code unexpected EOF} if the stream is cut short
     */
    public InputStream decompress(InputStream compressed) throws IOException {
        if (this == NONE) {
            return compressed instanceof BufferedInputStream ? compressed : new BufferedInputStream(compressed, BUFFER);
        }
        CutShort.Source source = new CutShort.Source(compressed);
        try {
            return new BufferedInputStream(new CutShort.Content(decompressor(source), source), BUFFER);
        } catch (IOException failure) {
            throw new ImageFormatException(
                    "not " + this + " data: " + source.explained(failure).getMessage(), failure);
        }
    }

    private InputStream decompressor(InputStream compressed) throws IOException {
        return switch (this) {
            case NONE -> compressed;
            case GZIP -> {
                var builder = GzipCompressorInputStream.builder();
                builder.setInputStream(compressed);
                builder.setDecompressConcatenated(true);
                builder.setBufferSize(BUFFER);
                yield builder.get();
            }
            case ZSTD -> new ZstdInputStreamNoFinalizer(compressed);
            case BZIP2 -> new BZip2CompressorInputStream(compressed, true);
            case XZ -> {
                var builder = XZCompressorInputStream.builder();
                builder.setInputStream(compressed);
                builder.setDecompressConcatenated(true);
                // Enough for xz -9; a hostile header could ask for gigabytes.
                builder.setMemoryLimitKiB(80 * 1024);
                yield builder.get();
            }
        };
    }

    /** The uncompressed content of a stream, by whatever its first bytes say; closing it closes {@code in}. */
    public static InputStream decompressAny(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        return detect(buffered).decompress(buffered);
    }

    /**
     * Appends a stream's bytes to a draft, compressed with gzip: without a time or a name, at a level that stays, so that
     * the same bytes give the same blob. Does not close the stream.
     */
    public static void gzip(InputStream content, BlobDraft draft) throws IOException {
        try (OutputStream out = new FixedGzip(draft)) {
            content.transferTo(out);
        }
    }

    private static final class FixedGzip extends GZIPOutputStream {
        private static final int LEVEL = 6;

        FixedGzip(BlobDraft draft) throws IOException {
            super(new ToDraft(draft), BUFFER);
            def.setLevel(LEVEL);
        }
    }

    private static final class ToDraft extends OutputStream {
        private final BlobDraft draft;

        ToDraft(BlobDraft draft) {
            this.draft = draft;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            draft.write(bytes, offset, length);
        }
    }

    /** The OCI media type of a layer compressed this way. */
    public String layerMediaType() {
        return switch (this) {
            case NONE -> MediaTypes.OCI_LAYER;
            case GZIP -> MediaTypes.OCI_LAYER_GZIP;
            case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
            case BZIP2, XZ -> throw new IllegalArgumentException("no layer may be compressed with " + this);
        };
    }
}
