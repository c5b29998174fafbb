package dev.proa.engine.system;

import dev.proa.image.registry.RegistryConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The engine and the host it runs on: what {@code info} shows.
 *
 * @param id of this engine, the same after a restart
 * @param memory bytes
 * @param cgroupVersion {@code 1} or {@code 2}
 * @param runtimes name to path of each OCI runtime
 * @param logDriver of containers that name none
 * @param securityOptions as Docker lists them
 * @param registries how registries are reached
 */
public record HostView(
        String id,
        String hostname,
        String kernelVersion,
        String operatingSystem,
        String osType,
        String osVersion,
        String architecture,
        int cpus,
        long memory,
        Path root,
        int containers,
        int running,
        int paused,
        int stopped,
        int images,
        String storageDriver,
        String backingFileSystem,
        String cgroupDriver,
        String cgroupVersion,
        Map<String, String> runtimes,
        String defaultRuntime,
        String initBinary,
        String logDriver,
        List<String> securityOptions,
        List<String> warnings,
        List<String> labels,
        RegistryConfig registries) {}
