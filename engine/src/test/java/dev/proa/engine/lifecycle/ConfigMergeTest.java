package dev.proa.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.engine.container.ContainerConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigMergeTest {
    private static final dev.proa.image.ContainerConfig IMAGE = new dev.proa.image.ContainerConfig.Builder()
            .user("www")
            .env("PATH", "/bin")
            .env("MODE", "image")
            .entrypoint(List.of("/entry"))
            .cmd(List.of("serve"))
            .workingDir("/srv")
            .label("from", "image")
            .exposePort("80/tcp")
            .stopSignal("SIGQUIT")
            .build();

    private static ContainerConfig user(
            @Nullable List<String> entrypoint, @Nullable List<String> cmd, List<String> env) {
        return new ContainerConfig(
                null,
                null,
                "",
                false,
                true,
                true,
                false,
                false,
                false,
                env,
                cmd,
                entrypoint,
                "image",
                "",
                Map.of("from", "user"),
                Set.of("81/tcp"),
                Set.of(),
                null,
                null,
                null,
                null);
    }

    @Test
    void whatTheUserDoesNotSayIsTheImages() {
        ContainerConfig merged = ConfigMerge.merge(user(null, null, List.of()), IMAGE);
        assertThat(merged.entrypoint()).containsExactly("/entry");
        assertThat(merged.cmd()).containsExactly("serve");
        assertThat(merged.user()).isEqualTo("www");
        assertThat(merged.workingDir()).isEqualTo("/srv");
        assertThat(merged.stopSignal()).isEqualTo("SIGQUIT");
        assertThat(merged.exposedPorts()).containsExactlyInAnyOrder("80/tcp", "81/tcp");
        assertThat(merged.labels()).containsEntry("from", "user");
    }

    @Test
    void aCommandKeepsTheEntrypoint() {
        ContainerConfig merged = ConfigMerge.merge(user(null, List.of("debug"), List.of()), IMAGE);
        assertThat(merged.entrypoint()).containsExactly("/entry");
        assertThat(merged.cmd()).containsExactly("debug");
    }

    @Test
    void anEntrypointTakesTheImagesCommandAway() {
        ContainerConfig merged = ConfigMerge.merge(user(List.of("/other"), null, List.of()), IMAGE);
        assertThat(merged.entrypoint()).containsExactly("/other");
        assertThat(merged.cmd()).isNull();
    }

    @Test
    void anEmptyEntrypointRemovesTheImagesButLeavesItsCommand() {
        ContainerConfig merged = ConfigMerge.merge(user(List.of(), null, List.of()), IMAGE);
        assertThat(merged.entrypoint()).isEmpty();
        assertThat(merged.cmd()).containsExactly("serve");
    }

    @Test
    void theUsersVariablesComeFirstAndWin() {
        ContainerConfig merged = ConfigMerge.merge(user(null, null, List.of("MODE=user", "NEW=1")), IMAGE);
        assertThat(merged.env()).containsExactly("MODE=user", "NEW=1", "PATH=/bin");
    }

    @Test
    void aBareNameTakesTheImagesVariableAway() {
        ContainerConfig merged = ConfigMerge.merge(user(null, null, List.of("MODE")), IMAGE);
        assertThat(ProcessEnvironment.of("h", true, merged.env()))
                .contains("PATH=/bin", "HOSTNAME=h", "TERM=xterm")
                .noneMatch(variable -> variable.startsWith("MODE"));
    }
}
