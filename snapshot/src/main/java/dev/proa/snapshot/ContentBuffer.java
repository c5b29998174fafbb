package dev.proa.snapshot;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What an entry contains, on its way from a tar to a file, piece by piece. For one thread. */
final class ContentBuffer {
    private static final int SIZE = 256 * 1024;

    private final MemorySegment memory;
    private final byte[] bytes = new byte[SIZE];

    /** @param arena how long the native memory lives */
    ContentBuffer(Arena arena) {
        this.memory = arena.allocate(SIZE);
    }

    /** The last piece, from the beginning of native memory. */
    MemorySegment memory() {
        return memory;
    }

    /**
     * Reads the next piece: as much as there is room for, or the rest of the entry.
     *
     * @return its length in bytes
     * @throws LayerException when the tar ends before
     */
    int fill(TarEntries.Entry entry, TarEntries content, long rest) throws IOException {
        int want = (int) Math.min(rest, SIZE);
        int have = 0;
        while (have < want) {
            int n = content.read(bytes, have, want - have);
            if (n < 0) {
                throw entry.refusal(TarEntries.CUT_SHORT);
            }
            have += n;
        }
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, have);
        return have;
    }

    /** Reads what is left of a stream, to no use. */
    void drain(InputStream in) throws IOException {
        while (in.read(bytes) >= 0) {
            // Padding, which a digest covers and a client wants to be rid of.
        }
    }
}
