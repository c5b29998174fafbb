package dev.proa.engine.imagestore.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.image.ContainerConfig;
import dev.proa.image.Healthcheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigChangesTest {
    private static ContainerConfig apply(String... changes) {
        return ConfigChanges.apply(ContainerConfig.EMPTY, List.of(changes));
    }

    @Test
    void commandsInBothForms() {
        assertThat(apply("CMD [\"sh\", \"-c\", \"a\\tb\"]").cmd()).containsExactly("sh", "-c", "a\tb");
        assertThat(apply("cmd echo $HOME").cmd()).containsExactly("/bin/sh", "-c", "echo $HOME");
        assertThat(apply("CMD [not json").cmd()).containsExactly("/bin/sh", "-c", "[not json");
        assertThat(apply("ENTRYPOINT [\"/x\"]").entrypoint()).containsExactly("/x");
    }

    @Test
    void anEntrypointTakesAnInheritedCommandAway() {
        ContainerConfig start = apply("CMD [\"old\"]");
        assertThat(ConfigChanges.apply(start, List.of("ENTRYPOINT [\"x\"]")).cmd())
                .isEmpty();
        assertThat(ConfigChanges.apply(start, List.of("CMD [\"new\"]", "ENTRYPOINT [\"x\"]"))
                        .cmd())
                .containsExactly("new");
    }

    @Test
    void environmentWithQuotesAndVariables() {
        ContainerConfig config = apply(
                "ENV A=1 B=\"two words\" C='$A' D=a\\ b",
                "ENV E=${A}x$A F=${none:-other} G=${A:+set} H=\"q\\\"q\"",
                "ENV A=2 I=$A",
                "ENV OLD all the rest");
        assertThat(config.env())
                .containsExactly(
                        "A=2",
                        "B=two words",
                        "C=$A",
                        "D=a b",
                        "E=1x1",
                        "F=other",
                        "G=set",
                        "H=q\"q",
                        "I=1",
                        "OLD=all the rest");
    }

    @Test
    void theRest() {
        ContainerConfig config = apply(
                "LABEL a=b \"c d\"=\"e f\"",
                "EXPOSE 80 53/udp 8000-8002",
                "USER me:us",
                "WORKDIR /a",
                "WORKDIR b/../c",
                "VOLUME [\"/v 1\"]",
                "VOLUME /v2 /v3",
                "STOPSIGNAL SIGINT",
                "ONBUILD RUN x y",
                "HEALTHCHECK --interval=5s --retries=3 CMD true || false");
        assertThat(config.labels()).isEqualTo(Map.of("a", "b", "c d", "e f"));
        assertThat(config.exposedPorts()).containsExactly("53/udp", "80/tcp", "8000/tcp", "8001/tcp", "8002/tcp");
        assertThat(config.user()).isEqualTo("me:us");
        assertThat(config.workingDir()).isEqualTo("/a/c");
        assertThat(config.volumes()).containsExactly("/v 1", "/v2", "/v3");
        assertThat(config.stopSignal()).isEqualTo("SIGINT");
        assertThat(config.onBuild()).containsExactly("RUN x y");
        assertThat(config.healthcheck())
                .isEqualTo(new Healthcheck(
                        List.of("CMD-SHELL", "true || false"),
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        3));
    }

    @Test
    void continuedLinesAndComments() {
        assertThat(apply("# nothing\nENV A=1 \\\n  B=2\n\nUSER x").env()).containsExactly("A=1", "B=2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOGUS x|bogus is not a valid change command",
                "RUN x|run is not a valid change command",
                "ENV|ENV requires at least one argument",
                "ENV A|ENV must have two arguments",
                "ENV A=1 B|Syntax error - can't find = in \"B\". Must be of the form: name=value",
                "USER|USER requires exactly one argument",
                "EXPOSE 99999|invalid containerPort: 99999",
                "EXPOSE 80/x|invalid proto: x",
                "ONBUILD FROM x|FROM isn't allowed as an ONBUILD trigger",
                "HEALTHCHECK XYZ|Unknown type \"XYZ\" in HEALTHCHECK (try CMD)",
                "ENV A='x|unexpected end of statement while looking for matching single-quote",
            })
    void refusesWhatIsMalformed(String change, String message) {
        assertThatThrownBy(() -> apply(change))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(message);
    }
}
