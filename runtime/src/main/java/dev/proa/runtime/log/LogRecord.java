package dev.proa.runtime.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The form of a line in conmon's k8s-file logs: {@code 2026-01-02T03:04:05.000000000+00:00 stdout F content}. Its header
 * has the same length in every line (conmon's ctr_logging.c, TSBUFLEN), which makes reading fast.
 *
 * <p>{@code F} marks the end of a written line, whose line feed is content. {@code P} marks a part, whose line feed is
 * not: either the program had written no more yet, or conmon's buffer was full.
 */
final class LogRecord {
    static final int HEADER = 45;
    static final int TIME_LENGTH = 35;

    private static final int STREAM_AT = 36;
    private static final int TAG_AT = 43;
    private static final int OFFSET_AT = 29;

    private LogRecord() {}

    /** Whether a line starts with a header; {@code end} is where its line feed stands. */
    static boolean isRecord(byte[] b, int at, int end) {
        return end - at >= HEADER
                && b[at + 4] == '-'
                && b[at + 10] == 'T'
                && b[at + 19] == '.'
                && b[at + TIME_LENGTH] == ' '
                && b[at + STREAM_AT] == 's'
                && b[at + STREAM_AT + 1] == 't'
                && b[at + STREAM_AT + 2] == 'd'
                && (b[at + STREAM_AT + 3] == 'o' || b[at + STREAM_AT + 3] == 'e')
                && b[at + TAG_AT - 1] == ' '
                && (b[at + TAG_AT] == 'F' || b[at + TAG_AT] == 'P')
                && b[at + TAG_AT + 1] == ' ';
    }

    static boolean isError(byte[] b, int at) {
        return b[at + STREAM_AT + 3] == 'e';
    }

    static boolean isPartial(byte[] b, int at) {
        return b[at + TAG_AT] == 'P';
    }

    /**
     * The record's time in nanoseconds since 1970.
     *
     * @throws DateTimeException when the header holds no time
     */
    static long time(byte[] b, int at) {
        long year = digits(b, at, 4);
        long month = digits(b, at + 5, 2);
        long day = digits(b, at + 8, 2);
        long seconds = digits(b, at + 11, 2) * 3600 + digits(b, at + 14, 2) * 60 + digits(b, at + 17, 2);
        long nanos = digits(b, at + 20, 9);
        long shift = digits(b, at + OFFSET_AT + 1, 2) * 3600 + digits(b, at + OFFSET_AT + 4, 2) * 60;
        long days = daysSince1970(year, month, day);
        long second = days * 86400 + seconds - (b[at + OFFSET_AT] == '-' ? -shift : shift);
        return second * 1_000_000_000L + nanos;
    }

    private static long digits(byte[] b, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a digit in the time of a log line");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    // With the year starting in March the leap day is the last, so that a linear formula gives the days of the months.
    private static long daysSince1970(long year, long month, long day) {
        long y = month <= 2 ? year - 1 : year;
        long monthFromMarch = (month + 9) % 12;
        return 365 * y + y / 4 - y / 100 + y / 400 + (monthFromMarch * 306 + 5) / 10 + day - 1 - 719468;
    }

    /** Nanoseconds since 1970, at the ends of the range if it does not fit. */
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (ArithmeticException far) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Writes the time in UTC with nine digits of fraction, {@code Z} and a space, {@value #UTC_LENGTH} bytes. */
    static void writeUtc(byte[] b, int at, byte[] to) {
        if (isUtc(b, at)) {
            System.arraycopy(b, at, to, 0, OFFSET_AT);
        } else {
            OffsetDateTime time = Instant.ofEpochSecond(0, time(b, at)).atOffset(ZoneOffset.UTC);
            String text = "%04d-%02d-%02dT%02d:%02d:%02d.%09d"
                    .formatted(
                            time.getYear(),
                            time.getMonthValue(),
                            time.getDayOfMonth(),
                            time.getHour(),
                            time.getMinute(),
                            time.getSecond(),
                            time.getNano());
            System.arraycopy(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, to, 0, OFFSET_AT);
        }
        to[OFFSET_AT] = 'Z';
        to[OFFSET_AT + 1] = ' ';
    }

    static final int UTC_LENGTH = OFFSET_AT + 2;

    private static boolean isUtc(byte[] b, int at) {
        return b[at + OFFSET_AT + 1] == '0'
                && b[at + OFFSET_AT + 2] == '0'
                && b[at + OFFSET_AT + 4] == '0'
                && b[at + OFFSET_AT + 5] == '0';
    }
}
