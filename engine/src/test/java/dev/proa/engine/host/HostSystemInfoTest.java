package dev.proa.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.engine.EngineConfig;
import dev.proa.engine.container.ContainerSummary;
import dev.proa.engine.image.ImageSummary;
import dev.proa.engine.image.PullConfig;
import dev.proa.engine.store.Database;
import dev.proa.engine.store.SettingTable;
import dev.proa.engine.system.DiskUsage;
import dev.proa.engine.system.HostView;
import dev.proa.engine.system.VersionView;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSystemInfoTest {
    @TempDir
    private Path root;

    private static final ImageOverview IMAGES = new ImageOverview() {
        @Override
        public int count() {
            return 3;
        }

        @Override
        public List<ImageSummary> measured() {
            return List.of();
        }

        @Override
        public long layersSize() {
            return 42;
        }
    };

    private static final ContainerOverview CONTAINERS = new ContainerOverview() {
        @Override
        public Counts counts() {
            return new Counts(1, 2, 4);
        }

        @Override
        public List<ContainerSummary> measured() {
            return List.of();
        }
    };

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private HostSystemInfo open(Database database, Path conmon, Path crun) {
        EngineConfig config = new EngineConfig(
                root,
                root.resolve("run"),
                "proa0",
                null,
                List.of(),
                Map.of("crun", List.of(crun.toString(), "--debug"), "gone", List.of("/nowhere/gone")),
                "crun",
                conmon,
                Path.of("/usr/bin/tini"),
                List.of(),
                root.resolve("seccomp.json"),
                dev.proa.engine.container.LogConfig.DEFAULT,
                1,
                PullConfig.DEFAULT);
        return new HostSystemInfo(config, new SettingTable(database), IMAGES, CONTAINERS);
    }

    @Test
    void theHostIsDescribedAsTheKernelAndTheDistributionSay() throws Exception {
        HostView host;
        try (Database database = Database.open(root.resolve("proa.db"))) {
            host = open(database, root, root).host();
            assertThat(open(database, root, root).host().id()).isEqualTo(host.id());
        }
        try (Database database = Database.open(root.resolve("proa.db"))) {
            assertThat(open(database, root, root).host().id()).isEqualTo(host.id());
        }
        assertThat(host.id()).isNotEmpty();
        assertThat(host.hostname()).isEqualTo(InetAddress.getLocalHost().getHostName());
        assertThat(host.kernelVersion()).isEqualTo(System.getProperty("os.version"));
        assertThat(host.memory()).isGreaterThan(1 << 26);
        assertThat(host.cpus()).isPositive();
        assertThat(Files.readString(Path.of("/etc/os-release"))).contains("PRETTY_NAME=\"" + host.operatingSystem());
        assertThat(host.containers()).isEqualTo(7);
        assertThat(host.running()).isEqualTo(1);
        assertThat(host.images()).isEqualTo(3);
        assertThat(host.cgroupVersion()).isIn("1", "2");
        assertThat(host.backingFileSystem()).isNotEmpty().doesNotContain("ext4");
        assertThat(host.runtimes()).containsKeys("crun", "gone");
        assertThat(host.initBinary()).isEqualTo("tini");
    }

    @Test
    void theProgramsAreAskedOnceAndOnlyWhenSomebodyWantsToKnow() throws Exception {
        Path asked = root.resolve("asked");
        Path conmon = program("conmon", "echo x >>" + asked + "; echo 'conmon version 2.1.6'; echo 'commit: unknown'");
        Path crun = program("crun", "[ \"$1\" = --debug ] && echo 'crun version 1.8.1'; exit 0");
        try (Database database = Database.open(root.resolve("proa.db"))) {
            HostSystemInfo system = open(database, conmon, crun);
            system.host();
            assertThat(asked).doesNotExist();
            VersionView version = system.version();
            assertThat(version.components()).isEqualTo(Map.of("conmon", "2.1.6", "crun", "1.8.1"));
            assertThat(version.version()).isNotEmpty();
            assertThat(system.version().components()).isEqualTo(version.components());
            assertThat(Files.readString(asked)).isEqualTo("x\n");
        }
    }

    @Test
    void diskUsageIsWhatTheOthersMeasure() {
        try (Database database = Database.open(root.resolve("proa.db"))) {
            assertThat(open(database, root, root).diskUsage()).isEqualTo(new DiskUsage(42, List.of(), List.of()));
        }
    }
}
