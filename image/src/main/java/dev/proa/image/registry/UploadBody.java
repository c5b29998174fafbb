package dev.proa.image.registry;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A part of a blob as the body of requests, told how far each has come. Closing it closes what an attempt that broke
 * off has left open.
 */
final class UploadBody implements Supplier<BodyPublisher>, Closeable {
    private final BlobContent blob;
    private final long offset;
    private final LongConsumer sent;
    private final List<InputStream> opened = new ArrayList<>();

    /**
     * @param offset the first byte to send
     * @param sent told the bytes of the whole blob that have been handed to the network
     */
    UploadBody(BlobContent blob, long offset, LongConsumer sent) {
        this.blob = blob;
        this.offset = offset;
        this.sent = sent;
    }

    @Override
    public BodyPublisher get() {
        long length = blob.size() - offset;
        return length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), length);
    }

    private synchronized InputStream open() {
        try {
            InputStream in = new Counted(blob.from(offset), offset, sent);
            opened.add(in);
            return in;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (InputStream in : opened) {
            in.close();
        }
    }

    private static final class Counted extends FilterInputStream {
        private final LongConsumer sent;
        private long count;

        Counted(InputStream in, long offset, LongConsumer sent) {
            super(in);
            this.count = offset;
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                sent.accept(++count);
            }
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            if (read > 0) {
                count += read;
                sent.accept(count);
            }
            return read;
        }
    }
}
