package dev.proa.runtime.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where the last lines of a log begin, reading backwards from its end, file by file from the newest to older. */
final class LogTail {
    private static final int BLOCK = 64 << 10;

    private final long lines;
    private final byte[] header = new byte[LogRecord.HEADER];
    private final boolean[] inLine = new boolean[2];
    private long found;
    private boolean reached;

    /**
     * Looks for this many lines. A line that was written in parts counts once, and so does one that has no end yet.
     *
     * @param lines how many lines at most
     */
    LogTail(long lines) {
        this.lines = lines;
    }

    /** Whether the last lines begin in the file searched last; otherwise an older one may hold more of them. */
    boolean reached() {
        return reached;
    }

    /**
     * Where to start reading a file, the next older one with each call.
     *
     * @param size how much of the file is looked at
     */
    long search(FileChannel file, long size) throws IOException {
        long start = size; // where the records begin that are known to belong to the last lines
        byte[] block = new byte[BLOCK];
        long end = start; // where the record ends that lies before the next line feed found
        boolean complete = false; // what follows the last line feed is still being written
        for (long at = start; at > 0; ) {
            int length = (int) Math.min(BLOCK, at);
            at -= length;
            read(file, at, block, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] != '\n') {
                    continue;
                }
                long recordStart = at + i + 1;
                if (!complete) {
                    complete = true;
                    start = recordStart;
                } else if (isBeyond(file, recordStart, end, block, i + 1, length)) {
                    reached = true;
                    return start;
                } else {
                    start = recordStart;
                }
                if (lines == 0) {
                    reached = true;
                    return start;
                }
                end = at + i;
            }
        }
        if (complete && isBeyond(file, 0, end, block, 0, 0)) {
            reached = true;
            return start;
        }
        return complete ? 0 : start;
    }

    /** Whether a record belongs to a line before those wanted. */
    private boolean isBeyond(FileChannel file, long recordStart, long end, byte[] block, int index, int length)
            throws IOException {
        int size = (int) Math.min(end - recordStart, LogRecord.HEADER);
        byte[] bytes = block;
        int at = index;
        if (index + size > length) {
            read(file, recordStart, header, size);
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

    private static void read(FileChannel file, long position, byte[] into, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the log became shorter while it was read");
            }
        }
    }
}
