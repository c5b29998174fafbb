package dev.proa.engine.host;

import dev.proa.engine.EngineConfig;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.store.SettingTable;
import dev.proa.engine.system.DiskUsage;
import dev.proa.engine.system.HostView;
import dev.proa.engine.system.SystemInfo;
import dev.proa.engine.system.VersionView;
import dev.proa.linux.cgroup.CgroupLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine as a whole, put together from the host, the build, the images and the containers when asked. */
public final class HostSystemInfo implements SystemInfo {
    private static final HostFacts FACTS = new HostFacts(Path.of("/"));

    private final EngineConfig config;
    private final SettingTable settings;
    private final ImageOverview images;
    private final ContainerOverview containers;
    private final ProgramVersions programs;

    public HostSystemInfo(
            EngineConfig config, SettingTable settings, ImageOverview images, ContainerOverview containers) {
        this.config = config;
        this.settings = settings;
        this.images = images;
        this.containers = containers;
        Map<String, List<String>> commands = new HashMap<>(config.runtimes());
        commands.put("conmon", List.of(config.conmon().toString()));
        this.programs = new ProgramVersions(commands);
    }

    @Override
    public HostView host() {
        ContainerOverview.Counts counts = containers.counts();
        Map<String, String> runtimes = new HashMap<>();
        config.runtimes().forEach((name, command) -> runtimes.put(name, command.getFirst()));
        Path init = config.initBinary();
        return new HostView(
                EngineId.of(settings),
                FACTS.hostname(),
                FACTS.kernelVersion(),
                FACTS.operatingSystem(),
                "linux",
                FACTS.osVersion(),
                FACTS.machine(),
                Runtime.getRuntime().availableProcessors(),
                FACTS.memory(),
                config.root(),
                counts.all(),
                counts.running(),
                counts.paused(),
                counts.stopped(),
                images.count(),
                "overlay2",
                backingFileSystem(),
                "cgroupfs",
                cgroupVersion(),
                Map.copyOf(runtimes),
                config.defaultRuntime(),
                init == null ? "" : init.getFileName().toString(),
                config.log().driver(),
                // The names dockerd shows: a built-in profile, and cgroup namespaces for all containers.
                List.of("name=seccomp,profile=builtin", "name=cgroupns"),
                warnings(),
                List.of(),
                config.pull().registries());
    }

    /** Docker's name for the file system under the root: it says extfs for the whole family. */
    private String backingFileSystem() {
        try {
            String type = Files.getFileStore(config.root()).type();
            return type.matches("ext[234]") ? "extfs" : type;
        } catch (IOException failure) {
            throw new Internal("find the file system of " + config.root() + ": " + failure.getMessage(), failure);
        }
    }

    private static String cgroupVersion() {
        try {
            return CgroupLayout.detect().mode() == CgroupLayout.Mode.UNIFIED ? "2" : "1";
        } catch (IOException failure) {
            throw new Internal("find the cgroup trees: " + failure.getMessage(), failure);
        }
    }

    private static List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!FACTS.forwardsIpv4()) {
            warnings.add("WARNING: IPv4 forwarding is disabled");
        }
        return warnings;
    }

    @Override
    public VersionView version() {
        BuildInfo build = BuildInfo.read();
        return new VersionView(
                build.version(),
                build.commit(),
                build.built(),
                Runtime.version().toString(),
                "linux",
                FACTS.architecture(),
                FACTS.kernelVersion(),
                programs.all());
    }

    @Override
    public DiskUsage diskUsage() {
        return new DiskUsage(images.layersSize(), images.measured(), containers.measured());
    }
}
