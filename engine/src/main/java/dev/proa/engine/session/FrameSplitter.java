package dev.proa.engine.session;

import dev.proa.engine.container.OutputSink;
import dev.proa.engine.container.StdStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes Docker's multiplexed frames apart again: a byte with the stream's number, three zero bytes, four bytes of length
 * in network order, and the payload. What it is given comes from this process, so that frames are well formed.
 */
final class FrameSplitter extends OutputStream {
    private static final int HEADER = 8;
    private static final int STDERR = 2;

    private final OutputSink sink;
    private final byte[] header = new byte[HEADER];
    private int headerFilled;
    private int remaining;

    FrameSplitter(OutputSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (remaining == 0) {
                header[headerFilled++] = buffer[at++];
                if (headerFilled == HEADER) {
                    headerFilled = 0;
                    remaining = length();
                }
                continue;
            }
            int count = Math.min(remaining, end - at);
            sink.write(header[0] == STDERR ? StdStream.STDERR : StdStream.STDOUT, buffer, at, count);
            remaining -= count;
            at += count;
        }
    }

    private int length() {
        return (header[4] & 0xff) << 24 | (header[5] & 0xff) << 16 | (header[6] & 0xff) << 8 | (header[7] & 0xff);
    }
}
