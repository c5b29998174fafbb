package dev.proa.server.container;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.wire.container.HostConfigBody;
import dev.proa.wire.container.RestartPolicy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Proa does not have yet, naming docker's flag for it, so that nothing asked for is passed over in
 * silence. What clients send without being asked (docker's {@code --memory-swappiness} of -1, a restart policy "no")
 * passes.
 */
final class UnsupportedOptions {
    private UnsupportedOptions() {}

    static void refuse(HostConfigBody host) {
        storage(host);
        life(host);
        memory(host);
        processors(host);
        blockDevices(host);
        devices(host);
        namespaces(host);
    }

    private static void storage(HostConfigBody host) {
        refuse("--volume", host.binds());
        refuse("--mount", host.mounts());
        refuse("--volumes-from", host.volumesFrom());
        refuse("--volume-driver", host.volumeDriver());
        refuse("--storage-opt", host.storageOpt());
    }

    private static void life(HostConfigBody host) {
        RestartPolicy restart = host.restartPolicy();
        if (restart != null) {
            restart(restart, host.autoRemove());
        }
        refuse("--annotation", host.annotations());
    }

    private static void restart(RestartPolicy policy, boolean autoRemove) {
        switch (policy.name()) {
            case "", "no" -> {
                if (policy.maximumRetryCount() != 0) {
                    throw new InvalidArgument("invalid restart policy: maximum retry count can only be used with"
                            + " 'on-failure'" + (policy.maximumRetryCount() < 0 ? " and cannot be negative" : ""));
                }
            }
            case "always", "unless-stopped", "on-failure" -> {
                if (autoRemove) {
                    throw new InvalidArgument("can't create 'AutoRemove' container with restart policy");
                }
                throw new NotSupported("--restart " + policy.name() + " is not supported by Proa yet");
            }
            default ->
                throw new InvalidArgument("invalid restart policy: unknown policy '" + policy.name()
                        + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
        }
    }

    private static void memory(HostConfigBody host) {
        refuse("--memory", host.memory());
        refuse("--memory-swap", host.memorySwap());
        refuse("--memory-reservation", host.memoryReservation());
        refuse("--memory-swappiness", host.memorySwappiness() != null && host.memorySwappiness() != -1);
        refuse("--kernel-memory", host.kernelMemory());
        refuse("--kernel-memory-tcp", host.kernelMemoryTcp());
        refuse("--oom-kill-disable", host.oomKillDisable() != null && host.oomKillDisable());
        refuse("--pids-limit", host.pidsLimit() != null && host.pidsLimit() > 0);
        refuse("--ulimit", host.ulimits());
    }

    private static void processors(HostConfigBody host) {
        refuse("--cpus", host.nanoCpus());
        refuse("--cpu-shares", host.cpuShares());
        refuse("--cpu-period", host.cpuPeriod());
        refuse("--cpu-quota", host.cpuQuota());
        refuse("--cpu-rt-period", host.cpuRealtimePeriod());
        refuse("--cpu-rt-runtime", host.cpuRealtimeRuntime());
        refuse("--cpuset-cpus", host.cpusetCpus());
        refuse("--cpuset-mems", host.cpusetMems());
        refuse("--cpu-count", host.cpuCount());
        refuse("--cpu-percent", host.cpuPercent());
    }

    private static void blockDevices(HostConfigBody host) {
        refuse("--blkio-weight", host.blkioWeight());
        refuse("--blkio-weight-device", host.blkioWeightDevice());
        refuse("--device-read-bps", host.blkioDeviceReadBps());
        refuse("--device-write-bps", host.blkioDeviceWriteBps());
        refuse("--device-read-iops", host.blkioDeviceReadIOps());
        refuse("--device-write-iops", host.blkioDeviceWriteIOps());
        refuse("--io-maxiops", host.ioMaximumIops());
        refuse("--io-maxbandwidth", host.ioMaximumBandwidth());
    }

    private static void devices(HostConfigBody host) {
        refuse("--device", host.devices());
        refuse("--device-cgroup-rule", host.deviceCgroupRules());
        refuse("--gpus", host.deviceRequests());
    }

    private static void namespaces(HostConfigBody host) {
        refuse("--cgroup-parent", host.cgroupParent());
        refuse("HostConfig.Cgroup", host.cgroup());
        // Without user namespaces every container is in the host's.
        refuse("--userns " + host.usernsMode(), !Set.of("", "host").contains(host.usernsMode()));
        if (!Set.of("", "default").contains(host.isolation())) {
            throw new InvalidArgument("invalid isolation (" + host.isolation() + "): linux only supports 'default'");
        }
    }

    private static void refuse(String flag, @Nullable Collection<?> given) {
        refuse(flag, given != null && !given.isEmpty());
    }

    private static void refuse(String flag, @Nullable Map<?, ?> given) {
        refuse(flag, given != null && !given.isEmpty());
    }

    private static void refuse(String flag, String given) {
        refuse(flag, !given.isEmpty());
    }

    private static void refuse(String flag, long given) {
        refuse(flag, given != 0);
    }

    private static void refuse(String flag, boolean given) {
        if (given) {
            throw new NotSupported(flag + " is not supported by Proa yet");
        }
    }
}
