package dev.proa.runtime.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to read of a log.
 *
 * @param output whether standard output is wanted
 * @param error whether standard error is wanted
 * @param since lines written before are left out
 * @param until lines written after end the reading
 * @param tail how many of the last lines to look at, of both streams together and before the other conditions; all if
 *     empty
 * @param timestamps whether each line starts with its time in UTC and a space
 * @param follow whether to go on with what is written later
 */
public record LogQuery(
        boolean output,
        boolean error,
        Optional<Instant> since,
        Optional<Instant> until,
        OptionalLong tail,
        boolean timestamps,
        boolean follow) {
    /** Everything there is. */
    public static final LogQuery ALL =
            new LogQuery(true, true, Optional.empty(), Optional.empty(), OptionalLong.empty(), false, false);

    public LogQuery {
        if (tail.isPresent() && tail.getAsLong() < 0) {
            throw new IllegalArgumentException("a negative number of lines: " + tail.getAsLong());
        }
    }

    /** The same with one or both streams. */
    public LogQuery withStreams(boolean wantOutput, boolean wantError) {
        return new LogQuery(wantOutput, wantError, since, until, tail, timestamps, follow);
    }

    /** The same from a time on. */
    public LogQuery withSince(Instant time) {
        return new LogQuery(output, error, Optional.of(time), until, tail, timestamps, follow);
    }

    /** The same up to a time. */
    public LogQuery withUntil(Instant time) {
        return new LogQuery(output, error, since, Optional.of(time), tail, timestamps, follow);
    }

    /** The same of the last lines only. */
    public LogQuery withTail(long lines) {
        return new LogQuery(output, error, since, until, OptionalLong.of(lines), timestamps, follow);
    }

    /** The same with times. */
    public LogQuery withTimestamps() {
        return new LogQuery(output, error, since, until, tail, true, follow);
    }

    /** The same and what comes later. */
    public LogQuery following() {
        return new LogQuery(output, error, since, until, tail, timestamps, true);
    }
}
