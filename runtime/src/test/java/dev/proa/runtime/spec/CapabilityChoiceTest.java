package dev.proa.runtime.spec;

import static dev.proa.linux.capability.Capability.CAP_AUDIT_WRITE;
import static dev.proa.linux.capability.Capability.CAP_CHOWN;
import static dev.proa.linux.capability.Capability.CAP_KILL;
import static dev.proa.linux.capability.Capability.CAP_NET_ADMIN;
import static dev.proa.linux.capability.Capability.CAP_SYS_ADMIN;
import static dev.proa.linux.capability.Capability.CAP_SYS_RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.capability.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilityChoiceTest {
    private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

    private static Set<Capability> choose(List<String> add, List<String> drop) {
        return CapabilityChoice.of(add, drop, false, ALL).capabilities();
    }

    @Test
    void namesAreTakenInEveryForm() {
        assertThat(choose(List.of("net_admin", "CAP_SYS_ADMIN"), List.of("Kill", "cap_chown")))
                .contains(CAP_NET_ADMIN, CAP_SYS_ADMIN, CAP_AUDIT_WRITE)
                .doesNotContain(CAP_KILL, CAP_CHOWN);
        assertThat(choose(List.of(), List.of())).isEqualTo(DockerDefaults.CAPABILITIES);
    }

    @Test
    void allStandsForEveryCapability() {
        assertThat(choose(List.of("ALL"), List.of("KILL"))).isEqualTo(EnumSet.complementOf(EnumSet.of(CAP_KILL)));
        assertThat(choose(List.of("KILL"), List.of("all"))).containsExactly(CAP_KILL);
        assertThat(choose(List.of(), List.of("ALL"))).isEmpty();
    }

    @Test
    void unknownNamesAreRefusedInDockersWords() {
        assertThatThrownBy(() -> choose(List.of("bogus"), List.of()))
                .hasMessage("invalid CapAdd: unknown capability: \"CAP_BOGUS\"");
        assertThatThrownBy(() -> choose(List.of(), List.of("CAP_BOGUS")))
                .hasMessage("invalid CapDrop: unknown capability: \"CAP_BOGUS\"");
    }

    @Test
    void whatCannotBeHadIsLeftOutWithAWarningUnlessAskedForByName() {
        Set<Capability> available = EnumSet.complementOf(EnumSet.of(CAP_SYS_RESOURCE));
        CapabilityChoice privileged = CapabilityChoice.of(List.of(), List.of(), true, available);
        assertThat(privileged.capabilities()).isEqualTo(available);
        assertThat(privileged.warnings()).singleElement().asString().contains("CAP_SYS_RESOURCE");
        assertThatThrownBy(() -> CapabilityChoice.of(List.of("SYS_RESOURCE"), List.of(), false, available))
                .hasMessageStartingWith("invalid CapAdd: capability not supported by your kernel")
                .hasMessageEndingWith("\"CAP_SYS_RESOURCE\"");
        assertThat(CapabilityChoice.of(List.of(), List.of(), false, Set.of()).capabilities())
                .isEmpty();
    }
}
