package dev.proa.cli.api;

import dev.proa.cli.format.GoDuration;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The times of {@code --since} and {@code --until}, in the API's form: Unix seconds with nanoseconds. */
public final class Timestamp {
    private Timestamp() {}

    /**
     * From a length of time before now ({@code 42m}), Unix seconds ({@code 1136073845.000000001}) or a date with or
     * without a time of day and a zone ({@code 2006-01-02T15:04:05Z}).
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static String of(String text) {
        try {
            long nanos = GoDuration.nanos(text);
            return format(Instant.now().minusNanos(nanos));
        } catch (IllegalArgumentException _) {
            // Then it is a point in time.
        }
        if (isUnix(text)) {
            return text;
        }
        String full = text;
        if (full.length() == 10) {
            full += "T00:00:00";
        } else if (full.length() == 13) {
            full += ":00:00";
        } else if (full.length() == 16) {
            full += ":00";
        }
        try {
            boolean zoned = full.endsWith("Z") || full.lastIndexOf('+') > 10 || full.lastIndexOf('-') > 10;
            return zoned
                    ? format(OffsetDateTime.parse(full).toInstant())
                    : format(LocalDateTime.parse(full)
                            .atZone(ZoneId.systemDefault())
                            .toInstant());
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("failed to parse value as time or duration: \"" + text + "\"");
        }
    }

    private static boolean isUnix(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (!(c >= '0' && c <= '9') && !(i == 0 && c == '-')) {
                return false;
            }
        }
        return !text.isEmpty() && dots <= 1;
    }

    private static String format(Instant time) {
        String nanos = Integer.toString(time.getNano());
        return time.getEpochSecond() + "." + "0".repeat(9 - nanos.length()) + nanos;
    }
}
