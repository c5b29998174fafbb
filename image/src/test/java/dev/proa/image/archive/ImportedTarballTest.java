package dev.proa.image.archive;

import static dev.proa.image.archive.ArchiveBuilder.gzip;
import static dev.proa.image.archive.ArchiveBuilder.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.proa.image.ContainerConfig;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.Platform;
import dev.proa.image.content.ContentStore;
import dev.proa.image.content.DiskContentStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedTarballTest {
    private static final byte[] TAR = layer("x".repeat(1000));

    @TempDir
    Path temp;

    private ContentStore store;

    @BeforeEach
    void open() throws IOException {
        store = DiskContentStore.open(temp);
    }

    private LayerBlob read(byte[] tarball) throws IOException {
        try (ImportedTarball imported = ImportedTarball.read(new ByteArrayInputStream(tarball), store, 1 << 20)) {
            imported.commit();
            return imported.layer();
        }
    }

    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] compress(Compressor compressor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressor.over(bytes)) {
            out.write(TAR);
        }
        return bytes.toByteArray();
    }

    @Test
    void keepsCompressionsThatLayersMayHave() throws IOException {
        byte[] gzip = gzip(TAR);
        byte[] zstd = Zstd.compress(TAR);
        Digest diffId = Digest.of(TAR);
        assertThat(read(TAR)).isEqualTo(new LayerBlob(diffId, TAR.length, diffId, Compression.NONE));
        assertThat(read(gzip)).isEqualTo(new LayerBlob(Digest.of(gzip), gzip.length, diffId, Compression.GZIP));
        assertThat(read(zstd)).isEqualTo(new LayerBlob(Digest.of(zstd), zstd.length, diffId, Compression.ZSTD));
    }

    @Test
    void unpacksOtherCompressions() throws IOException {
        LayerBlob plain = new LayerBlob(Digest.of(TAR), TAR.length, Digest.of(TAR), Compression.NONE);
        assertThat(read(compress(BZip2CompressorOutputStream::new))).isEqualTo(plain);
        assertThat(read(compress(XZCompressorOutputStream::new))).isEqualTo(plain);
    }

    @Test
    void damageAndSizeAreRefusedAndLeaveNothing() throws IOException {
        byte[] gzip = gzip(TAR);
        assertThatThrownBy(() -> read(Arrays.copyOf(gzip, gzip.length - 9))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(gzip(new byte[2 << 20])))
                .hasMessage("the tarball's content is larger than the limit of 1048576 bytes");
        assertThat(store.list()).isEmpty();
        assertThat(temp.resolve("drafts")).isEmptyDirectory();
    }

    @Test
    void hasAConfigOfOneLayer() throws IOException {
        try (ImportedTarball imported = ImportedTarball.read(new ByteArrayInputStream(TAR), store, 1 << 20)) {
            ImageConfig config = imported.config(
                    new Platform("linux", "amd64", ""), ContainerConfig.EMPTY, Instant.EPOCH, "imported");
            assertThat(ImageConfig.parse(config.toJson())).isEqualTo(config);
            assertThat(config.diffIds()).containsExactly(Digest.of(TAR));
            assertThat(config.history())
                    .singleElement()
                    .extracting(ImageConfig.History::comment)
                    .isEqualTo("imported");
        }
        assertThat(store.list()).isEmpty(); // not committed
    }
}
