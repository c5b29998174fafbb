package dev.proa.runtime.log;

import dev.proa.runtime.OutputChunk.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Hands on the output of two streams over one connection, collecting small pieces. Used by one thread.
 *
 * <p>{@link Form#MULTIPLEXED} is Docker's: frames of one byte for the stream, three zeros, the length in four bytes
 * with the highest first, and the payload. Pieces of the same stream share a frame up to {@value #FRAME_LIMIT} bytes.
 * {@link Form#RAW} is the bytes alone, as for terminals.
 */
public final class StreamOutput {
    /** How the streams travel. */
    public enum Form {
        MULTIPLEXED,
        RAW
    }

    static final int FRAME_LIMIT = 32 << 10;
    private static final int HEADER = 8;
    private static final int CAPACITY = 2 * (FRAME_LIMIT + HEADER);
    private static final int NO_FRAME = -1;

    private final OutputStream out;
    private final boolean framed;
    private final byte[] buffer = new byte[CAPACITY];
    private int size;
    private int frame = NO_FRAME;
    private Stream frameStream = Stream.OUTPUT;

    /** The caller keeps {@code out} and closes it. */
    public StreamOutput(OutputStream out, Form form) {
        this.out = out;
        this.framed = form == Form.MULTIPLEXED;
    }

    /** Adds bytes, which may be handed on later: see {@link #flush}. */
    public void write(Stream stream, byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int room = room(stream);
            int count = Math.min(room, end - from);
            System.arraycopy(bytes, from, buffer, size, count);
            size += count;
            from += count;
        }
    }

    /** How many bytes of a stream fit in now, at least one. */
    private int room(Stream stream) throws IOException {
        if (!framed) {
            if (size == CAPACITY) {
                drain();
            }
            return CAPACITY - size;
        }
        if (frame != NO_FRAME && frameStream == stream) {
            int room = Math.min(CAPACITY - size, frame + HEADER + FRAME_LIMIT - size);
            if (room > 0) {
                return room;
            }
        }
        endFrame();
        if (CAPACITY - size <= HEADER) {
            drain();
        }
        frame = size;
        frameStream = stream;
        size += HEADER;
        return Math.min(CAPACITY - size, FRAME_LIMIT);
    }

    private void endFrame() {
        if (frame == NO_FRAME) {
            return;
        }
        int length = size - frame - HEADER;
        buffer[frame] = (byte) (frameStream == Stream.OUTPUT ? 1 : 2);
        buffer[frame + 1] = 0;
        buffer[frame + 2] = 0;
        buffer[frame + 3] = 0;
        buffer[frame + 4] = (byte) (length >>> 24);
        buffer[frame + 5] = (byte) (length >>> 16);
        buffer[frame + 6] = (byte) (length >>> 8);
        buffer[frame + 7] = (byte) length;
        frame = NO_FRAME;
    }

    private void drain() throws IOException {
        endFrame();
        if (size > 0) {
            out.write(buffer, 0, size);
            size = 0;
        }
    }

    /** Hands on everything that was written, and flushes what it is handed on to. */
    public void flush() throws IOException {
        drain();
        out.flush();
    }
}
