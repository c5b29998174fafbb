package dev.proa.image.archive;

import dev.proa.image.ContainerConfig;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.Platform;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.BlobWriter;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/**
 * A tarball that becomes the only layer of an image: what {@code docker import} takes. Stored as it came if that is
 * plain, gzip or zstd, the compressions layers may have; from bzip2 and xz uncompressed.
 *
 * <p>Life cycle: {@link #read}, then the layer is unpacked from {@link #open()} by somebody who finds it to be a tar,
 * then {@link #config} is stored and the blob committed. Closing without committing leaves nothing. For one thread.
 */
public final class ImportedTarball implements Closeable {
    private final BlobDraft draft;
    private final LayerBlob layer;

    private ImportedTarball(BlobDraft draft, LayerBlob layer) {
        this.draft = draft;
        this.layer = layer;
    }

    /**
     * Reads a tarball to its end into a draft.
     *
     * @param in is not closed
     * @param limit how many bytes it may have, uncompressed
     * @throws dev.proa.image.ImageFormatException if it is compressed and damaged
     * @throws IOException if it cannot be read or stored, or is larger than the limit
     */
    public static ImportedTarball read(InputStream in, BlobWriter store, long limit) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 256 * 1024);
        Compression given = Compression.detect(buffered);
        Compression kept = switch (given) {
            case NONE, GZIP, ZSTD -> given;
            case BZIP2, XZ -> Compression.NONE;
        };
        BlobDraft draft = store.begin();
        try {
            copy(given == kept ? buffered : given.decompress(buffered), draft, limit);
            draft.finish();
            Digest diffId = kept == Compression.NONE ? draft.digest() : hashContent(draft, kept, limit);
            return new ImportedTarball(draft, new LayerBlob(draft.digest(), draft.size(), diffId, kept));
        } catch (IOException | RuntimeException | Error failure) {
            try {
                draft.close();
            } catch (IOException onTheWayOut) {
                failure.addSuppressed(onTheWayOut);
            }
            throw failure;
        }
    }

    private static void copy(InputStream in, BlobDraft draft, long limit) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        for (int n; (n = in.read(buffer)) >= 0; ) {
            if (draft.size() + n > limit) {
                throw tooLarge(limit);
            }
            draft.write(buffer, 0, n);
        }
    }

    private static Digest hashContent(BlobDraft draft, Compression compression, long limit) throws IOException {
        MessageDigest hash = Digest.hash(Digest.SHA256);
        byte[] buffer = new byte[256 * 1024];
        long size = 0;
        try (InputStream stored = draft.open();
                InputStream content = compression.decompress(stored)) {
            for (int n; (n = content.read(buffer)) >= 0; ) {
                size += n;
                if (size > limit) {
                    throw tooLarge(limit);
                }
                hash.update(buffer, 0, n);
            }
        }
        return Digest.of(Digest.SHA256, hash);
    }

    private static IOException tooLarge(long limit) {
        return new IOException("the tarball's content is larger than the limit of " + limit + " bytes");
    }

    /** The layer it becomes. */
    public LayerBlob layer() {
        return layer;
    }

    /** Reads the stored bytes; the caller closes the stream. */
    public InputStream open() throws IOException {
        return draft.open();
    }

    /**
     * The config of the image it becomes.
     *
     * @param message is kept in the history
     */
    public ImageConfig config(Platform platform, ContainerConfig config, Instant created, String message) {
        return new ImageConfig(
                platform,
                "",
                created,
                "",
                message,
                "",
                config,
                List.of(layer.diffId()),
                List.of(new ImageConfig.History(created, "", "", message, false)));
    }

    /** Makes the layer's blob visible in the store. */
    public void commit() throws IOException {
        draft.commit();
    }

    /** Removes the layer's draft, unless it was committed. */
    @Override
    public void close() throws IOException {
        draft.close();
    }
}
