package dev.proa.image.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells compressed data that is cut short from damage. Decompressors say it in a different way each, some with no word
 * at all; but all of them fail after the source had no more to give.
 */
final class CutShort {
    private CutShort() {}

    /** What a decompressor reads from. */
    static final class Source extends FilterInputStream {
        private boolean ended;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            ended |= one < 0;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = in.read(bytes, offset, length);
            ended |= n < 0;
            return n;
        }

        /** The failure in Docker's words if it comes of the source's end, else as it is. */
        IOException explained(IOException failure) {
            if (!ended) {
                return failure;
            }
            EOFException end = new EOFException("unexpected EOF");
            end.initCause(failure);
            return end;
        }
    }

    /** What a decompressor gives. */
    static final class Content extends FilterInputStream {
        private final Source source;

        Content(InputStream decompressor, Source source) {
            super(decompressor);
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException failure) {
                throw source.explained(failure);
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException failure) {
                throw source.explained(failure);
            }
        }

        /** Some decompressors keep a failure for the next call, whichever that is. */
        @Override
        public int available() throws IOException {
            try {
                return in.available();
            } catch (IOException failure) {
                throw source.explained(failure);
            }
        }
    }
}
