package dev.proa.engine;

import dev.proa.engine.failure.InvalidArgument;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as Docker's {@code since} and {@code until} take it: a length of time back from now ({@code 1h30m}),
 * a date with or without a time and a zone ({@code 2026-01-02T15:04:05.5+01:00}), or seconds since 1970 with up to nine
 * decimals.
 */
public final class PointInTime {
    private static final Pattern DURATION = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)"
            + "((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))*");
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern SECONDS = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern DATE =
            Pattern.compile("(?<day>\\d{4}-\\d{2}-\\d{2})(?<time>T\\d{2}(:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?)?)?"
                    + "(?<zone>Z|z|[+-]\\d{2}:\\d{2})?");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L, // the micro sign
            "μs", 1_000L, // the Greek letter
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private PointInTime() {}

    /**
     * Reads a point in time.
     *
     * @param now what lengths of time are counted back from
     * @throws InvalidArgument when it is none
     */
    public static Instant parse(String value, Instant now) {
        if (value.isBlank()) {
            throw new InvalidArgument("failed to parse value as time or duration: value is empty");
        }
        try {
            if (DURATION.matcher(value).matches()) {
                return now.minus(length(value));
            }
            if (SECONDS.matcher(value).matches()) {
                BigDecimal seconds = new BigDecimal(value);
                long whole = seconds.toBigInteger().longValueExact();
                long nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue();
                return Instant.ofEpochSecond(whole, nanos);
            }
            Matcher date = DATE.matcher(value);
            if (date.matches()) {
                return date(date);
            }
        } catch (ArithmeticException | DateTimeException outOfRange) {
            throw new InvalidArgument("failed to parse value as time or duration: \"" + value + "\": out of range");
        }
        throw new InvalidArgument("failed to parse value as time or duration: \"" + value + "\"");
    }

    /**
     * The filter {@code until} of a prune.
     *
     * @return empty when it was not given
     */
    public static Optional<Instant> until(Filters filters, Instant now) {
        if (!filters.has("until")) {
            return Optional.empty();
        }
        if (filters.of("until").size() != 1) {
            throw new InvalidArgument("more than one until filter specified");
        }
        try {
            return Optional.of(parse(filters.of("until").getFirst(), now));
        } catch (InvalidArgument malformed) {
            throw new InvalidArgument("invalid value for 'until' filter: " + malformed.text());
        }
    }

    /**
     * A length of time as Go writes it, {@code 1h30m} or {@code 1.5s}.
     *
     * @throws InvalidArgument in Go's words when it is none
     */
    public static Duration duration(String value) {
        try {
            if (value.equals("0")) {
                return Duration.ZERO;
            }
            if (DURATION.matcher(value).matches()) {
                return length(value);
            }
        } catch (ArithmeticException outOfRange) {
            // said below, as Go says it
        }
        throw new InvalidArgument("time: invalid duration \"" + value + "\"");
    }

    private static Duration length(String value) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = DURATION_PART.matcher(value);
        while (part.find()) {
            Long unit = NANOS.get(part.group(2));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit == null ? 1 : unit)));
        }
        Duration length = Duration.ofNanos(nanos.toBigInteger().longValueExact());
        return value.startsWith("-") ? length.negated() : length;
    }

    private static Instant date(Matcher parts) {
        LocalDate day = LocalDate.parse(parts.group("day"));
        String time = parts.group("time");
        LocalDateTime moment = time == null
                ? day.atStartOfDay()
                : LocalDateTime.parse(day + (time.length() == 3 ? time + ":00" : time));
        String zone = parts.group("zone");
        if (zone == null) {
            return moment.atZone(ZoneId.systemDefault()).toInstant();
        }
        ZoneOffset offset = zone.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneOffset.of(zone);
        return OffsetDateTime.of(moment, offset).toInstant();
    }
}
