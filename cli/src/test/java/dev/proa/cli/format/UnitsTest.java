package dev.proa.cli.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "999, 999B",
        "1000, 1kB",
        "4210, 4.21kB",
        "1982345, 1.982MB",
        "12345678901, 12.35GB",
        "999960, 1000kB"
    })
    void sizesHaveFourDigits(long bytes, String expected) {
        assertThat(Units.humanSize(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1982345, 1.98MB", "999960, 1e+03kB", "4200, 4.2kB"})
    void listingsHaveThreeDigits(long bytes, String expected) {
        assertThat(Units.shortSize(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, Less than a second",
        "1, 1 second",
        "59, 59 seconds",
        "60, About a minute",
        "119, About a minute",
        "120, 2 minutes",
        "3599, 59 minutes",
        "3600, About an hour",
        "5399, About an hour",
        "5400, 2 hours",
        "172799, 2 days",
        "1209600, 2 weeks",
        "5184000, 2 months",
        "63072000, 2 years"
    })
    void durationsNameOneUnit(long seconds, String expected) {
        assertThat(Units.humanDuration(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"32, 32", "32b, 32", "32k, 32768", "1.5 MiB, 1572864", "2gb, 2147483648", "1Ti, 0"})
    void memoryIsReadInPowersOf1024(String text, long bytes) {
        if (bytes == 0) {
            assertThatThrownBy(() -> Units.ramInBytes(text)).hasMessage("invalid suffix: 'Ti'");
        } else {
            assertThat(Units.ramInBytes(text)).isEqualTo(bytes);
        }
    }
}
