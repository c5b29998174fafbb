package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What a daemon that is asked to end leaves on the host: nothing, unless containers need it. */
@DisabledIfSystemProperty(named = "proa.e2e.engine", matches = "dockerd", disabledReason = "it keeps its bridges")
class StopTest {

    @Test
    void aDaemonThatEndsAsSoonAsItAnswersLeavesNothing() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            daemon.stopAndExpectNothingLeft();
        }
    }

    @Test
    void networksOfUsersGoWithTheDaemonAndComeBackWithTheirContainers() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Cli cli = Cli.docker(daemon);
            String bridge = "pu" + daemon.home().bridge().substring(2);
            cli.run("network", "create", "-o", "com.docker.network.bridge.name=" + bridge, "--ipv6", "named")
                    .ok();
            cli.run("run", "-d", "--name", "sleeper", "--network", "named", "-p", "80", "busybox", "sleep", "1000")
                    .ok();

            // Containers that run keep all they need.
            daemon.stop();
            assertThat(Host.bridgesIn("proa_" + daemon.home().bridge()))
                    .containsExactlyInAnyOrder(bridge, daemon.home().bridge());
            assertThat(Host.hasInterface(bridge)).isTrue();
            daemon.startAgain();

            // A daemon that was killed could take nothing away; the next one does.
            daemon.kill();
            daemon.startAgain();
            cli.run("rm", "-f", "sleeper").ok();
            daemon.kill();
            daemon.startAgain();
            daemon.stop();
            assertThat(Host.hasInterface(bridge)).isFalse();
            assertThat(Host.bridgesIn("proa_" + daemon.home().bridge())).isEmpty();
            daemon.startAgain();
            cli.run("run", "--rm", "--network", "named", "busybox", "true").ok();
            assertThat(Host.hasInterface(bridge)).isTrue();
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }
}
