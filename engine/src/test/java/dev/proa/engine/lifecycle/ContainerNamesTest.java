package dev.proa.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"ab", "/ab", "a.b-c_d", "0x"})
    void namesAreTakenWithAndWithoutTheSlash(String given) {
        assertThat(ContainerNames.parse(given)).isEqualTo(given.startsWith("/") ? given.substring(1) : given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "-ab", "a b", "a/b", "../x", "a\nb", "ä1"})
    void whatIsNoNameIsRefusedInDockersWords(String given) {
        assertThatThrownBy(() -> ContainerNames.parse(given))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Invalid container name (" + given + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }

    @RepeatedTest(20)
    void madeUpNamesAreNames() {
        String name = ContainerNames.makeUp(RandomGenerator.getDefault(), 3);
        assertThat(ContainerNames.parse(name)).isEqualTo(name);
    }
}
