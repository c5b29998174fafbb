package dev.proa.image.registry;

import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a registry is asked again: longer each time, or as long as it says. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** A registry that wants more patience than this is as good as down. */
    private static final Duration LONGEST_TOLD = Duration.ofMinutes(2);

    private Backoff() {}

    /**
     * Waits.
     *
     * @param attempt how often it has failed, from 1
     * @param retryAfter the header of that name: seconds or a date; empty when there was none
     */
    public static void pause(int attempt, String retryAfter) throws InterruptedIOException {
        Duration told = told(retryAfter);
        Duration wait = told.isZero() ? own(attempt) : told;
        try {
            Thread.sleep(wait);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted while waiting for a registry");
            stopped.initCause(interrupted);
            throw stopped;
        }
    }

    private static Duration own(int attempt) {
        Duration full = FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration cut = full.compareTo(LONGEST) > 0 ? LONGEST : full;
        // Many clients that failed together must not come back together.
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(cut.toMillis() / 2, cut.toMillis() + 1));
    }

    private static Duration told(String retryAfter) {
        if (retryAfter.isEmpty()) {
            return Duration.ZERO;
        }
        Duration wait;
        try {
            wait = Duration.ofSeconds(Long.parseLong(retryAfter));
        } catch (NumberFormatException date) {
            try {
                wait = Duration.between(
                        Instant.now(),
                        ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
            } catch (DateTimeException malformed) {
                return Duration.ZERO;
            }
        }
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_TOLD) > 0 ? LONGEST_TOLD : wait;
    }
}
