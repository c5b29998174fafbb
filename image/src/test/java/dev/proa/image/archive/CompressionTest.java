package dev.proa.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
    private static final byte[] CONTENT = new byte[600_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private static byte[] compressed(Compression compression) throws IOException, CompressorException {
        if (compression == Compression.ZSTD) {
            try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
                return zstd.setChecksum(true).compress(CONTENT);
            }
        }
        String name =
                compression == Compression.GZIP ? "gz" : compression.name().toLowerCase(java.util.Locale.ROOT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = new CompressorStreamFactory().createCompressorOutputStream(name, out)) {
            compressing.write(CONTENT);
        }
        return out.toByteArray();
    }

    private static byte[] read(byte[] compressed) throws IOException {
        try (InputStream in = Compression.decompressAny(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void cutShort(Compression compression) throws Exception {
        byte[] whole = compressed(compression);
        assertThat(read(whole)).isEqualTo(CONTENT);
        for (int length : new int[] {6, 9, 20, whole.length / 2, whole.length - 10, whole.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("unexpected EOF");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void damageIsToldFromThat(Compression compression) throws Exception {
        byte[] whole = compressed(compression);
        Arrays.fill(whole, 100, 5_000, (byte) 0x55);
        assertThatThrownBy(() -> read(whole)).isInstanceOf(IOException.class).hasMessageNotContaining("unexpected EOF");
    }
}
