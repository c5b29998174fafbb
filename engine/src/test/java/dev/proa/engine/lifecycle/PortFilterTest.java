package dev.proa.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortFilterTest {

    @Test
    void aFilterNamesAPortOrARangeOfAProtocol() {
        Set<String> ports = Set.of("80/tcp", "53/udp");
        assertThat(PortRules.anyOf(List.of("80"), ports)).isTrue();
        assertThat(PortRules.anyOf(List.of("53"), ports)).isFalse();
        assertThat(PortRules.anyOf(List.of("53/udp"), ports)).isTrue();
        assertThat(PortRules.anyOf(List.of("1", "79-81/tcp"), ports)).isTrue();
        assertThat(PortRules.anyOf(List.of("81-90"), ports)).isFalse();
        assertThatThrownBy(() -> PortRules.anyOf(List.of("90-81"), ports)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> PortRules.anyOf(List.of("70000"), ports)).isInstanceOf(InvalidArgument.class);
    }
}
