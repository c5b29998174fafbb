package dev.proa.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final List<String> ROWS = List.of("create", "start");

    @Test
    void withoutOptionsEverythingIsMeasured() {
        assertThat(Options.parse(List.of(), ROWS))
                .isEqualTo(new Options(20, Set.of(), Set.of("dockerd", "podman", "proa")));
    }

    @Test
    void optionsNarrowTheRun() {
        assertThat(Options.parse(List.of("--rounds", "3", "--only", "start,create", "--engines", "podman"), ROWS))
                .isEqualTo(new Options(3, Set.of("start", "create"), Set.of("podman")));
    }

    @Test
    void whatIsNotKnownIsRefused() {
        refused("unknown option: --round", "--round", "3");
        refused("--only needs a value", "--only");
        refused("--rounds needs a positive number, not 0", "--rounds", "0");
        refused("no such row: stat (known: create, start)", "--only", "stat");
        refused("no such engine: docker (known: dockerd, podman, proa)", "--engines", "proa,docker");
    }

    private static void refused(String message, String... arguments) {
        assertThatThrownBy(() -> Options.parse(List.of(arguments), ROWS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
