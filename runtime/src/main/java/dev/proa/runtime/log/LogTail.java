package dev.proa.runtime.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where the last lines of a log begin, reading backwards from its end. */
final class LogTail {
    private static final int BLOCK = 64 << 10;

    private final FileChannel file;
    private final long lines;
    private final byte[] header = new byte[LogRecord.HEADER];
    private final boolean[] inLine = new boolean[2];
    private long found;
    // Where the records begin that are known to belong to the last lines.
    private long start;

    private LogTail(FileChannel file, long lines, long end) {
        this.file = file;
        this.lines = lines;
        this.start = end;
    }

    /**
     * Where to start reading to see this many lines. A line that was written in parts counts once, and so does one
     * that has no end yet.
     *
     * @param lines how many lines at most
     */
    static long offset(FileChannel file, long lines) throws IOException {
        return new LogTail(file, lines, file.size()).search();
    }

    private long search() throws IOException {
        byte[] block = new byte[BLOCK];
        long end = start; // where the record ends that lies before the next line feed found
        boolean complete = false; // what follows the last line feed is still being written
        for (long at = start; at > 0; ) {
            int length = (int) Math.min(BLOCK, at);
            at -= length;
            read(at, block, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] != '\n') {
                    continue;
                }
                long recordStart = at + i + 1;
                if (!complete) {
                    complete = true;
                    start = recordStart;
                } else if (isBeyond(recordStart, end, block, i + 1, length)) {
                    return start;
                } else {
                    start = recordStart;
                }
                if (found == lines && lines == 0) {
                    return start;
                }
                end = at + i;
            }
        }
        if (complete && isBeyond(0, end, block, 0, 0)) {
            return start;
        }
        return complete ? 0 : start;
    }

    /** Whether a record belongs to a line before those wanted. */
    private boolean isBeyond(long recordStart, long end, byte[] block, int index, int length) throws IOException {
        int size = (int) Math.min(end - recordStart, LogRecord.HEADER);
        byte[] bytes = block;
        int at = index;
        if (index + size > length) {
            read(recordStart, header, size);
            bytes = header;
            at = 0;
        }
        if (!LogRecord.isRecord(bytes, at, at + size)) {
            return false;
        }
        int stream = LogRecord.isError(bytes, at) ? 1 : 0;
        boolean endsLine = !LogRecord.isPartial(bytes, at);
        if (endsLine || !inLine[stream]) {
            if (found == lines) {
                return true;
            }
            found++;
            inLine[stream] = true;
        }
        return false;
    }

    private void read(long position, byte[] into, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the log became shorter while it was read");
            }
        }
    }
}
