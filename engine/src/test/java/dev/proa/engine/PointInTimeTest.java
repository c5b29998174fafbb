package dev.proa.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({
        "10m, 2026-01-02T02:54:05Z",
        "1h30m, 2026-01-02T01:34:05Z",
        "1.5s, 2026-01-02T03:04:03.5Z",
        "-10m, 2026-01-02T03:14:05Z",
        "1700000000, 2023-11-14T22:13:20Z",
        "1700000000.5, 2023-11-14T22:13:20.5Z",
        "10, 1970-01-01T00:00:10Z",
        "0, 1970-01-01T00:00:00Z",
        "2013-01-02T00:00:42Z, 2013-01-02T00:00:42Z",
        "2013-01-02T00:00:42.123456789+01:00, 2013-01-01T23:00:42.123456789Z",
        "2013-01-02T10:20Z, 2013-01-02T10:20:00Z",
        "2013-01-02T10Z, 2013-01-02T10:00:00Z",
        "2013-01-02Z, 2013-01-02T00:00:00Z",
    })
    void readsLengthsDatesAndSeconds(String value, Instant expected) {
        assertThat(PointInTime.parse(value, NOW)).isEqualTo(expected);
    }

    @Test
    void aDateWithoutAZoneIsLocal() {
        ZoneId here = ZoneId.systemDefault();
        assertThat(PointInTime.parse("2013-01-02", NOW))
                .isEqualTo(LocalDate.of(2013, 1, 2).atStartOfDay(here).toInstant());
        assertThat(PointInTime.parse("2013-01-02T03:04", NOW))
                .isEqualTo(LocalDateTime.of(2013, 1, 2, 3, 4).atZone(here).toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "bogus", "1h bogus", "2013-13-01", "99999999999999999999", "300000000h"})
    void refusesTheRest(String value) {
        assertThatThrownBy(() -> PointInTime.parse(value, NOW))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageStartingWith("failed to parse value as time or duration");
    }

    @Test
    void untilMayBeGivenOnce() {
        assertThat(PointInTime.until(Filters.NONE, NOW)).isEmpty();
        assertThat(PointInTime.until(filters("1m"), NOW)).contains(NOW.minus(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> PointInTime.until(filters("1m", "2m"), NOW))
                .hasMessage("more than one until filter specified");
        assertThatThrownBy(() -> PointInTime.until(filters("bogus"), NOW))
                .hasMessage("invalid value for 'until' filter: failed to parse value as time or duration: \"bogus\"");
    }

    private static Filters filters(String... until) {
        return new Filters(Map.of("until", List.of(until)));
    }
}
