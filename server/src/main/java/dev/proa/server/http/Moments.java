package dev.proa.server.http;

import dev.proa.engine.PointInTime;
import dev.proa.engine.failure.InvalidArgument;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** Points in time as the API writes and reads them. */
public final class Moments {
    /** Go's zero time, which the API uses for "never". */
    public static final String NEVER = "0001-01-01T00:00:00Z";

    /** Go's RFC3339Nano: as many decimals as are needed, none for a whole second. */
    private static final DateTimeFormatter RFC3339_NANO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private Moments() {}

    public static String text(@Nullable Instant moment) {
        return moment == null ? NEVER : RFC3339_NANO.format(moment);
    }

    /**
     * A parameter like {@code since}, null when it was not given.
     *
     * @throws InvalidArgument when it is no point in time
     */
    public static @Nullable Instant parameter(Exchange exchange, String name) {
        String given = exchange.query().text(name);
        if (given.isEmpty()) {
            return null;
        }
        try {
            return PointInTime.parse(given, Instant.now());
        } catch (InvalidArgument malformed) {
            throw new InvalidArgument("invalid value for \"" + name + "\": " + malformed.text());
        }
    }
}
