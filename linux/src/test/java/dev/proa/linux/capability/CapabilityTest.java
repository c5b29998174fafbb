package dev.proa.linux.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityTest {
    @Test
    void readsTheBoundingSet() throws IOException {
        assertThat(Capability.boundingOf(
                        "Name:\tx\nCapEff:\t0000000000000000\nCapBnd:\t000001fffeffffff\nCapAmb:\t0\n"))
                .hasSize(40)
                .doesNotContain(Capability.CAP_SYS_RESOURCE)
                .contains(Capability.CAP_CHOWN, Capability.CAP_CHECKPOINT_RESTORE);
    }

    @Test
    void theNumbersAreTheKernels() throws IOException {
        assertThat(Capability.boundingOf("CapBnd:\t0000000000200000")).containsExactly(Capability.CAP_SYS_ADMIN);
        assertThat(Capability.boundingOf("CapBnd:\t8000000000000000")).isEmpty();
        assertThat(Capability.boundingOf("CapBnd:\t0000010000000000"))
                .containsExactly(Capability.CAP_CHECKPOINT_RESTORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CapBnd:", "CapBnd:\tzz", "CapBnd:\t11111111111111111"})
    void refusesOtherText(String status) {
        assertThatThrownBy(() -> Capability.boundingOf(status)).isInstanceOf(IOException.class);
    }

    @Test
    void namesComeWithAndWithoutPrefix() {
        assertThat(Capability.named("net_admin")).contains(Capability.CAP_NET_ADMIN);
        assertThat(Capability.named("CAP_NET_ADMIN")).contains(Capability.CAP_NET_ADMIN);
        assertThat(Capability.named("nonsense")).isEmpty();
    }

    @Test
    void thisProcessHasABoundingSet() throws IOException {
        assertThat(Capability.bounding()).isNotEmpty();
    }
}
