package dev.proa.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
    @ParameterizedTest
    @CsvSource({"TERM,15", "SIGTERM,15", "sigkill,9", "9,9", "64,64", "RTMIN,34", "SIGRTMIN+3,37", "RTMAX-14,50"})
    void namesAndNumbersAreSignals(String text, int number) {
        assertThat(Signal.parse(text).number()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "BOGUS", "SIG", "0", "65", "-9", "1e1", "RTMIN+99", "RTMIN-1", "RTMAX+1", "99999999999"})
    void anythingElseIsNot(String text) {
        assertThatThrownBy(() -> Signal.parse(text))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid signal: " + text);
    }
}
