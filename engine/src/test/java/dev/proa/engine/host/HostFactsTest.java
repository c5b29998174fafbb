package dev.proa.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {
    @TempDir
    private Path root;

    @Test
    void readsTheUsualFiles() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/os-release"), """
                # comment
                PRETTY_NAME="Some \\"quoted\\" OS"
                VERSION_ID='12'
                ID=some
                """);
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        Files.writeString(root.resolve("proc/meminfo"), "MemTotal:        1024 kB\nMemFree: 1 kB\n");
        Files.writeString(root.resolve("proc/sys/kernel/hostname"), "box\n");
        HostFacts facts = new HostFacts(root);
        assertThat(facts.operatingSystem()).isEqualTo("Some \"quoted\" OS");
        assertThat(facts.osVersion()).isEqualTo("12");
        assertThat(facts.memory()).isEqualTo(1 << 20);
        assertThat(facts.hostname()).isEqualTo("box");
        assertThat(facts.forwardsIpv4()).isFalse();
    }

    @Test
    void doesWithoutThem() {
        HostFacts facts = new HostFacts(root);
        assertThat(facts.operatingSystem()).isEqualTo("Linux");
        assertThat(facts.osVersion()).isEmpty();
        assertThat(facts.memory()).isZero();
    }
}
