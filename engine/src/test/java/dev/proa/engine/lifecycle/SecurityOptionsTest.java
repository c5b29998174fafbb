package dev.proa.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityOptionsTest {
    @Test
    void nothingAskedForIsTheDefaultFilter() {
        assertThat(SecurityOptions.parse(List.of())).isEqualTo(new SecurityOptions(false, null));
        assertThat(SecurityOptions.parse(List.of("seccomp=builtin"))).isEqualTo(new SecurityOptions(false, null));
    }

    @Test
    void bothSeparatorsAndTheBareFormAreTaken() {
        assertThat(SecurityOptions.parse(List.of("no-new-privileges")).noNewPrivileges())
                .isTrue();
        assertThat(SecurityOptions.parse(List.of("no-new-privileges:true")).noNewPrivileges())
                .isTrue();
        assertThat(SecurityOptions.parse(List.of("no-new-privileges=false")).noNewPrivileges())
                .isFalse();
        assertThat(SecurityOptions.parse(List.of("seccomp:unconfined")).seccomp())
                .isEqualTo("unconfined");
    }

    @Test
    void aProfileMayHoldColonsAndEqualsSigns() {
        assertThat(SecurityOptions.parse(List.of("seccomp={\"a\":\"b=c\"}")).seccomp())
                .isEqualTo("{\"a\":\"b=c\"}");
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertThatThrownBy(() -> SecurityOptions.parse(List.of("bogus=1")))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid --security-opt 2: \"bogus=1\"");
        assertThatThrownBy(() -> SecurityOptions.parse(List.of("bogus"))).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> SecurityOptions.parse(List.of("no-new-privileges=maybe")))
                .isInstanceOf(InvalidArgument.class);
    }

    @Test
    void profilesOfSecurityModulesAreNotSilentlyIgnored() {
        assertThatThrownBy(() -> SecurityOptions.parse(List.of("apparmor=my-profile")))
                .isInstanceOf(NotSupported.class);
        assertThatThrownBy(() -> SecurityOptions.parse(List.of("label=type:x"))).isInstanceOf(NotSupported.class);
        assertThat(SecurityOptions.parse(List.of("apparmor=unconfined", "label=disable")))
                .isEqualTo(new SecurityOptions(false, null));
    }
}
