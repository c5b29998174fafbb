package dev.proa.image.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void commandsInExecAndShellForm() {
        assertThat(apply("CMD [\"a\", \"b c\"]").cmd()).containsExactly("a", "b c");
        assertThat(apply("cmd echo  hi").cmd()).containsExactly("/bin/sh", "-c", "echo  hi");
        assertThat(apply("CMD [not json").cmd()).containsExactly("/bin/sh", "-c", "[not json");
        assertThat(apply("ENTRYPOINT [\"e\"]").entrypoint()).containsExactly("e");
        assertThat(apply("ENTRYPOINT e $x").entrypoint()).containsExactly("/bin/sh", "-c", "e $x");
        ContainerConfig own =
                new ContainerConfig.Builder().shell(List.of("/bin/bash", "-ec")).build();
        assertThat(ConfigChanges.apply(own, List.of("CMD x")).cmd()).containsExactly("/bin/bash", "-ec", "x");
    }

    @Test
    void aNewEntrypointDropsTheOldCommand() {
        ContainerConfig base = new ContainerConfig.Builder().cmd(List.of("old")).build();
        assertThat(ConfigChanges.apply(base, List.of("ENTRYPOINT [\"e\"]")).cmd())
                .isEmpty();
        assertThat(ConfigChanges.apply(base, List.of("CMD [\"new\"]", "ENTRYPOINT [\"e\"]"))
                        .cmd())
                .containsExactly("new");
    }

    @Test
    void environmentWithQuotesAndVariables() {
        ContainerConfig base =
                new ContainerConfig.Builder().env(List.of("PATH=/bin", "A=1")).build();
        ContainerConfig changed = ConfigChanges.apply(
                base,
                List.of(
                        "ENV A=2 B=\"two words\" C='$A' D=$A-${PATH} E=a\\ b",
                        "ENV F the rest  of it",
                        "ENV G=${A} H=${NO:-default} I=${A:+set} J=\\$A"));
        assertThat(changed.env())
                .containsExactly(
                        "PATH=/bin",
                        "A=2",
                        "B=two words",
                        "C=$A",
                        "D=1-/bin",
                        "E=a b",
                        "F=the rest  of it",
                        "G=2",
                        "H=default",
                        "I=set",
                        "J=$A");
        assertThat(base.env()).containsExactly("PATH=/bin", "A=1");
    }

    @Test
    void theOthers() {
        ContainerConfig changed = apply(
                "EXPOSE 80 53/udp 1000-1002 443/TCP",
                "LABEL a=b \"c d\"=\"e f\"",
                "USER me:us",
                "VOLUME /a /b",
                "VOLUME [\"/c d\"]",
                "WORKDIR /x",
                "WORKDIR y/../z",
                "STOPSIGNAL SIGQUIT",
                "ONBUILD RUN make \\\n  all",
                "# a comment",
                "");
        assertThat(changed.exposedPorts())
                .containsExactly("1000/tcp", "1001/tcp", "1002/tcp", "443/tcp", "53/udp", "80/tcp");
        assertThat(changed.labels()).isEqualTo(Map.of("a", "b", "c d", "e f"));
        assertThat(changed.user()).isEqualTo("me:us");
        assertThat(changed.volumes()).containsExactly("/a", "/b", "/c d");
        assertThat(changed.workingDir()).isEqualTo("/x/z");
        assertThat(changed.stopSignal()).isEqualTo("SIGQUIT");
        assertThat(changed.onBuild()).containsExactly("RUN make   all");
    }

    @Test
    void healthchecks() {
        assertThat(apply("HEALTHCHECK --interval=1m30s --timeout=1.5s --retries=3 CMD curl -f localhost")
                        .healthcheck())
                .isEqualTo(new Healthcheck(
                        List.of("CMD-SHELL", "curl -f localhost"),
                        Duration.ofSeconds(90),
                        Duration.ofMillis(1500),
                        Duration.ZERO,
                        Duration.ZERO,
                        3));
        assertThat(apply("HEALTHCHECK CMD [\"true\"]").healthcheck())
                .isEqualTo(new Healthcheck(
                        List.of("CMD", "true"), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
        assertThat(apply("HEALTHCHECK NONE").healthcheck())
                .isEqualTo(new Healthcheck(
                        List.of("NONE"), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FROM x                        | FROM is not a valid change command
            RUN x                         | RUN is not a valid change command
            SHELL ["x"]                   | SHELL is not a valid change command
            nonsense                      | nonsense is not a valid change command
            # only a comment              | file with no instructions
            ENV                           | ENV requires at least one argument
            ENV a                         | ENV must have two arguments
            ENV a=b c                     | Syntax error - can't find = in "c". Must be of the form: name=value
            ENV =b                        | ENV names can not be blank
            LABEL                         | LABEL requires at least one argument
            USER                          | USER requires exactly one argument
            WORKDIR                       | WORKDIR requires exactly one argument
            VOLUME                        | VOLUME requires at least one argument
            VOLUME [""]                   | VOLUME specified can not be an empty string
            EXPOSE                        | EXPOSE requires at least one argument
            EXPOSE x                      | invalid containerPort: x
            EXPOSE 80/x                   | invalid proto: x
            EXPOSE 70000                  | invalid containerPort: 70000
            STOPSIGNAL NOPE               | invalid signal: NOPE
            STOPSIGNAL 0                  | invalid signal: 0
            CMD [1]                       | when using JSON array syntax, arrays must be comprised of strings only
            CMD --x y                     | unknown flag: --x
            ONBUILD                       | ONBUILD requires at least one argument
            ONBUILD ONBUILD RUN x         | Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed
            ONBUILD from x                | FROM isn't allowed as an ONBUILD trigger
            HEALTHCHECK                   | HEALTHCHECK requires at least one argument
            HEALTHCHECK CMD               | Missing command after HEALTHCHECK CMD
            HEALTHCHECK NONE x            | HEALTHCHECK NONE takes no arguments
            HEALTHCHECK X y               | Unknown type "X" in HEALTHCHECK (try CMD)
            HEALTHCHECK --interval=5 CMD x    | time: missing unit in duration "5"
            HEALTHCHECK --interval=1ns CMD x  | Interval "interval" cannot be less than 1ms
            HEALTHCHECK --retries=-1 CMD x    | --retries cannot be negative (-1)
            HEALTHCHECK --nope=1 CMD x        | unknown flag: --nope
            ENV a=${b                     | failed to process "${b": syntax error: missing '}'
            """)
    void refusals(String change, String message) {
        assertThatThrownBy(() -> apply(change))
                .isInstanceOf(InvalidChangeException.class)
                .hasMessage(message);
    }
}
