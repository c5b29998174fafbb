package dev.proa.engine.imagestore;

import dev.proa.engine.image.PullStep;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A layer's stored bytes on their way to be unpacked: tells how many went by, and ends when nobody wants it any more. */
final class ExtractingStream extends FilterInputStream {
    /** Bytes between two counts. */
    private static final long STEP = 512 << 10;

    private final String id;
    private final long total;
    private final PullBoard board;
    private long count;
    private long told;

    ExtractingStream(InputStream in, String id, long total, PullBoard board) {
        super(in);
        this.id = id;
        this.total = total;
        this.board = board;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (board.isCancelled()) {
            throw new InterruptedIOException("the pull was given up");
        }
        int n = in.read(bytes, offset, length);
        count += Math.max(n, 0);
        if (count - told >= STEP || (n < 0 && count > told)) {
            told = count;
            board.tell(new PullStep(id, "Extracting", count, total));
        }
        return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return read(new byte[(int) Math.min(bytes, 8192)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
