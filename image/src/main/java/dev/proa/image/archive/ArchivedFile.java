package dev.proa.image.archive;

import dev.proa.image.Digest;
import dev.proa.image.content.BlobDraft;
import java.io.IOException;
import java.io.InputStream;

/** A file of an archive that is being read, complete but not yet known to belong to an image. */
public final class ArchivedFile {
    private final BlobDraft draft;
    private final Compression compression;
    private final boolean layer;

    ArchivedFile(BlobDraft draft, Compression compression, boolean layer) {
        this.draft = draft;
        this.compression = compression;
        this.layer = layer;
    }

    /** The digest of its bytes. */
    public Digest digest() {
        return draft.digest();
    }

    /** The number of its bytes. */
    public long size() {
        return draft.size();
    }

    /** How its bytes are compressed. */
    public Compression compression() {
        return compression;
    }

    /** Whether it looks like a layer: compressed, or a tar archive. */
    public boolean looksLikeLayer() {
        return layer;
    }

    /** Reads its bytes as they are in the archive; the caller closes the stream. */
    public InputStream open() throws IOException {
        return draft.open();
    }

    BlobDraft draft() {
        return draft;
    }
}
