package dev.proa.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void aFailingCommandIsNoFigure() {
        assertThatThrownBy(() -> Command.of("sh", "-c", "echo first >&2; echo why >&2; exit 3")
                        .time())
                .isInstanceOf(CommandFailed.class)
                .hasMessageEndingWith("exit status 3: why");
    }

    @Test
    void missingOutputIsNoFigure() throws Exception {
        assertThat(Command.of("echo", "four").timeOutput(5)).isPositive();
        assertThatThrownBy(() -> Command.of("echo", "four").timeOutput(6))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("echo four: printed 5 bytes, not 6");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> Command.of("/no/such/program").time())
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("/no/such/program");
    }
}
