package dev.proa.engine.container;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a container stands to its host: the part of Docker's {@code HostConfig} that the engine supports.
 *
 * @param networkMode {@code default} and {@code bridge} (the default bridge), {@code host}, {@code none}, a network's name
 *     or id, {@code container:<id>}
 * @param pidMode, ipcMode, utsMode, cgroupnsMode empty or {@code private}: a namespace of its own; {@code host};
 *     ipcMode may also be {@code none}
 * @param securityOpt as given, {@code seccomp=<profile as JSON>} included
 * @param maskedPaths null: the default list; empty: none
 * @param readonlyPaths null: the default list; empty: none
 * @param extraHosts {@code name:address}
 * @param links {@code container:alias}, of the default bridge
 * @param runtime name of an OCI runtime, null: the engine's default
 * @param init null: the engine's default
 * @param shmSize bytes, 0: 64 MiB
 * @param tmpfs mount point to options
 * @param sysctls name to value
 * @param oomScoreAdj -1000 to 1000
 * @param groupAdd additional groups, by name or number
 * @param ports which ports are to be published
 * @param log what becomes of the output, null: the engine's default
 * @param consoleSize what its terminal measures from the start, if it has one; null: unknown
 */
@Json
public record HostConfig(
        String networkMode,
        boolean autoRemove,
        boolean privileged,
        boolean readonlyRootfs,
        @Nullable Boolean init,
        List<String> capAdd,
        List<String> capDrop,
        List<String> securityOpt,
        @Nullable List<String> maskedPaths,
        @Nullable List<String> readonlyPaths,
        String pidMode,
        String ipcMode,
        String utsMode,
        String cgroupnsMode,
        List<String> groupAdd,
        List<String> dns,
        List<String> dnsSearch,
        List<String> dnsOptions,
        List<String> extraHosts,
        List<String> links,
        Map<String, String> tmpfs,
        Map<String, String> sysctls,
        long shmSize,
        int oomScoreAdj,
        @Nullable String runtime,
        @Nullable LogConfig log,
        PortPublishing ports,
        @Nullable TerminalSize consoleSize) {
    public HostConfig {
        // Absent in rows of engines that could not publish.
        ports = Objects.requireNonNullElse(ports, PortPublishing.NONE);
        links = Objects.requireNonNullElse(links, List.of());
    }

    /** The same but for the network mode. */
    public HostConfig withNetworkMode(String other) {
        return with(other, maskedPaths, readonlyPaths, log);
    }

    /** The same but for the paths that are hidden and protected. */
    public HostConfig withPaths(List<String> masked, List<String> readonly) {
        return with(networkMode, masked, readonly, log);
    }

    /** The same with another log. */
    public HostConfig withLog(LogConfig newLog) {
        return with(networkMode, maskedPaths, readonlyPaths, newLog);
    }

    private HostConfig with(
            String newNetworkMode,
            @Nullable List<String> newMaskedPaths,
            @Nullable List<String> newReadonlyPaths,
            @Nullable LogConfig newLog) {
        return new HostConfig(
                newNetworkMode,
                autoRemove,
                privileged,
                readonlyRootfs,
                init,
                capAdd,
                capDrop,
                securityOpt,
                newMaskedPaths,
                newReadonlyPaths,
                pidMode,
                ipcMode,
                utsMode,
                cgroupnsMode,
                groupAdd,
                dns,
                dnsSearch,
                dnsOptions,
                extraHosts,
                links,
                tmpfs,
                sysctls,
                shmSize,
                oomScoreAdj,
                runtime,
                newLog,
                ports,
                consoleSize);
    }
}
