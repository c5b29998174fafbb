package dev.proa.runtime.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.capability.Capability;
import dev.proa.runtime.internal.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeccompProfileTest {
    private static final SeccompProfile.Host AMD64 = new SeccompProfile.Host("amd64", 6, 1);

    private static final String PROFILE = """
            {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 38,
             "archMap": [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]},
                         {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": ["SCMP_ARCH_ARM"]}],
             "syscalls": [
               {"names": ["read", "write"], "action": "SCMP_ACT_ALLOW", "args": [], "comment": ""},
               {"name": "old", "action": "SCMP_ACT_ALLOW", "args": null},
               {"names": ["arm_only"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["arm64"]}},
               {"names": ["not_amd"], "action": "SCMP_ACT_ALLOW", "excludes": {"arches": ["amd64"]}},
               {"names": ["ptrace"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "4.8"}},
               {"names": ["future"], "action": "SCMP_ACT_ALLOW", "includes": {"minKernel": "99.0"}},
               {"names": ["admin"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_SYS_ADMIN"]}},
               {"names": ["admin"], "action": "SCMP_ACT_ERRNO", "errnoRet": 1, "excludes": {"caps": ["CAP_SYS_ADMIN"]}},
               {"names": ["personality"], "action": "SCMP_ACT_ALLOW",
                "args": [{"index": 0, "value": 4294967295, "valueTwo": 0, "op": "SCMP_CMP_EQ"}]}]}
            """;

    private static List<?> syscalls(Map<String, Object> filter) {
        return (List<?>) Objects.requireNonNull(filter.get("syscalls"));
    }

    private static List<String> rules(Seccomp seccomp) {
        return syscalls(Json.object(seccomp.json())).stream()
                .map(rule -> ((Map<?, ?>) rule).get("names") + " " + ((Map<?, ?>) rule).get("action"))
                .toList();
    }

    @Test
    void rulesDependOnMachineKernelAndCapabilities() {
        SeccompProfile profile = SeccompProfile.parse(PROFILE, AMD64);
        assertThat(rules(profile.forCapabilities(Set.of())))
                .containsExactly(
                        "[read, write] SCMP_ACT_ALLOW",
                        "[old] SCMP_ACT_ALLOW",
                        "[ptrace] SCMP_ACT_ALLOW",
                        "[admin] SCMP_ACT_ERRNO",
                        "[personality] SCMP_ACT_ALLOW");
        assertThat(rules(profile.forCapabilities(Set.of(Capability.CAP_SYS_ADMIN))))
                .contains("[admin] SCMP_ACT_ALLOW")
                .doesNotContain("[admin] SCMP_ACT_ERRNO");
        assertThat(rules(SeccompProfile.parse(PROFILE, new SeccompProfile.Host("arm64", 4, 7))
                        .forCapabilities(Set.of())))
                .contains("[arm_only] SCMP_ACT_ALLOW", "[not_amd] SCMP_ACT_ALLOW")
                .doesNotContain("[ptrace] SCMP_ACT_ALLOW");
    }

    @Test
    void theFilterHasTheFormOfTheRuntimeSpecification() {
        Map<String, Object> filter = Json.object(
                SeccompProfile.parse(PROFILE, AMD64).forCapabilities(Set.of()).json());
        assertThat(filter)
                .containsEntry("defaultAction", "SCMP_ACT_ERRNO")
                .containsEntry("defaultErrnoRet", 38L)
                .containsEntry("architectures", List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86"))
                .containsOnlyKeys("defaultAction", "defaultErrnoRet", "architectures", "syscalls");
        assertThat(syscalls(filter).getLast())
                .isEqualTo(Map.of(
                        "names",
                        List.of("personality"),
                        "action",
                        "SCMP_ACT_ALLOW",
                        "args",
                        List.of(Map.of("index", 0L, "value", 4294967295L, "valueTwo", 0L, "op", "SCMP_CMP_EQ"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"defaultAction\": 5}",
                "{\"defaultAction\": \"ALLOW\"}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": 1}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [1]}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [{\"names\": [], \"action\": \"SCMP_ACT_LOG\"}]}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [{\"names\": [\"read\"]}]}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\"",
            })
    void aBadProfileIsRefused(String text) {
        assertThatThrownBy(() -> SeccompProfile.parse(text, AMD64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Decoding seccomp profile failed: ");
    }

    @Test
    void theDistributionsProfileTranslatesOnce() throws IOException {
        SeccompProfile profile =
                SeccompProfile.load(Path.of("/usr/share/containers/seccomp.json"), SeccompProfile.Host.current());
        Seccomp filter = profile.forCapabilities(DockerDefaults.CAPABILITIES);
        assertThat(rules(filter)).anyMatch(rule -> rule.contains("accept4")).hasSizeGreaterThan(15);
        assertThat(profile.forCapabilities(DockerDefaults.CAPABILITIES)).isSameAs(filter);
    }
}
