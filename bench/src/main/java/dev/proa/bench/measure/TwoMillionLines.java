package dev.proa.bench.measure;

import java.util.stream.LongStream;

/** The output that {@link Logs} and {@link AttachedOutput} carry: what {@code seq 2000000} prints. */
final class TwoMillionLines {
    static final int LINES = 2_000_000;

    /** Its size in bytes, line ends included: 14.9 MB. */
    static final long BYTES = LongStream.rangeClosed(1, LINES)
            .map(n -> Long.toString(n).length() + 1)
            .sum();

    private TwoMillionLines() {}
}
