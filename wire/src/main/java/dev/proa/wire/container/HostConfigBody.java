package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.ExplicitNullBoolean;
import dev.proa.wire.json.adapter.ExplicitNullLong;
import dev.proa.wire.json.adapter.OmitEmptyMounts;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTextMap;
import dev.proa.wire.json.adapter.OmitZeroLong;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container stands to its host: Docker's {@code HostConfig}, every field of API 1.51.
 *
 * @param portBindings port and protocol ({@code 80/tcp}) to where it is published
 * @param consoleSize height and width
 * @param tmpfs mount point to options
 * @param shmSize bytes
 * @param memory bytes
 * @param kernelMemory before API 1.42
 * @param kernelMemoryTcp before API 1.42
 * @param memoryReservation bytes
 * @param memorySwap bytes, -1: no limit
 */
@Json
public record HostConfigBody(
        @Json.Property("Binds") @Nullable List<String> binds,
        @Json.Property("ContainerIDFile") String containerIdFile,
        @Json.Property("LogConfig") @Nullable LogConfig logConfig,
        @Json.Property("NetworkMode") String networkMode,
        @Json.Property("PortBindings") @Nullable Map<String, @Nullable List<PortBinding>> portBindings,
        @Json.Property("RestartPolicy") @Nullable RestartPolicy restartPolicy,
        @Json.Property("AutoRemove") boolean autoRemove,
        @Json.Property("VolumeDriver") String volumeDriver,
        @Json.Property("VolumesFrom") @Nullable List<String> volumesFrom,
        @Json.Property("ConsoleSize") @Nullable List<Integer> consoleSize,

        @Json.Property("Annotations") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> annotations,

        @Json.Property("CapAdd") @Nullable List<String> capAdd,
        @Json.Property("CapDrop") @Nullable List<String> capDrop,
        @Json.Property("CgroupnsMode") String cgroupnsMode,
        @Json.Property("Dns") @Nullable List<String> dns,
        @Json.Property("DnsOptions") @Nullable List<String> dnsOptions,
        @Json.Property("DnsSearch") @Nullable List<String> dnsSearch,
        @Json.Property("ExtraHosts") @Nullable List<String> extraHosts,
        @Json.Property("GroupAdd") @Nullable List<String> groupAdd,
        @Json.Property("IpcMode") String ipcMode,
        @Json.Property("Cgroup") String cgroup,
        @Json.Property("Links") @Nullable List<String> links,
        @Json.Property("OomScoreAdj") int oomScoreAdj,
        @Json.Property("PidMode") String pidMode,
        @Json.Property("Privileged") boolean privileged,
        @Json.Property("PublishAllPorts") boolean publishAllPorts,
        @Json.Property("ReadonlyRootfs") boolean readonlyRootfs,
        @Json.Property("SecurityOpt") @Nullable List<String> securityOpt,

        @Json.Property("StorageOpt") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> storageOpt,

        @Json.Property("Tmpfs") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> tmpfs,

        @Json.Property("UTSMode") String utsMode,
        @Json.Property("UsernsMode") String usernsMode,
        @Json.Property("ShmSize") long shmSize,

        @Json.Property("Sysctls") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> sysctls,

        @Json.Property("Runtime") @Json.Serializer(OmitEmptyText.class)
        String runtime,

        @Json.Property("Isolation") String isolation,
        @Json.Property("CpuShares") long cpuShares,
        @Json.Property("Memory") long memory,
        @Json.Property("NanoCpus") long nanoCpus,
        @Json.Property("CgroupParent") String cgroupParent,
        @Json.Property("BlkioWeight") int blkioWeight,
        @Json.Property("BlkioWeightDevice") @Nullable List<WeightDevice> blkioWeightDevice,
        @Json.Property("BlkioDeviceReadBps") @Nullable List<ThrottleDevice> blkioDeviceReadBps,
        @Json.Property("BlkioDeviceWriteBps") @Nullable List<ThrottleDevice> blkioDeviceWriteBps,
        @Json.Property("BlkioDeviceReadIOps") @Nullable List<ThrottleDevice> blkioDeviceReadIOps,
        @Json.Property("BlkioDeviceWriteIOps") @Nullable List<ThrottleDevice> blkioDeviceWriteIOps,
        @Json.Property("CpuPeriod") long cpuPeriod,
        @Json.Property("CpuQuota") long cpuQuota,
        @Json.Property("CpuRealtimePeriod") long cpuRealtimePeriod,
        @Json.Property("CpuRealtimeRuntime") long cpuRealtimeRuntime,
        @Json.Property("CpusetCpus") String cpusetCpus,
        @Json.Property("CpusetMems") String cpusetMems,
        @Json.Property("Devices") @Nullable List<DeviceMapping> devices,
        @Json.Property("DeviceCgroupRules") @Nullable List<String> deviceCgroupRules,
        @Json.Property("DeviceRequests") @Nullable List<DeviceRequest> deviceRequests,

        @Json.Property("KernelMemory") @Json.Serializer(OmitZeroLong.class)
        long kernelMemory,

        @Json.Property("KernelMemoryTCP") @Json.Serializer(OmitZeroLong.class)
        long kernelMemoryTcp,

        @Json.Property("MemoryReservation") long memoryReservation,
        @Json.Property("MemorySwap") long memorySwap,

        @Json.Property("MemorySwappiness") @Json.Serializer(ExplicitNullLong.class) @Nullable
        Long memorySwappiness,

        @Json.Property("OomKillDisable") @Json.Serializer(ExplicitNullBoolean.class) @Nullable
        Boolean oomKillDisable,

        @Json.Property("PidsLimit") @Json.Serializer(ExplicitNullLong.class) @Nullable
        Long pidsLimit,

        @Json.Property("Ulimits") @Nullable List<Ulimit> ulimits,
        @Json.Property("CpuCount") long cpuCount,
        @Json.Property("CpuPercent") long cpuPercent,
        @Json.Property("IOMaximumIOps") long ioMaximumIops,
        @Json.Property("IOMaximumBandwidth") long ioMaximumBandwidth,

        @Json.Property("Mounts") @Json.Serializer(OmitEmptyMounts.class) @Nullable
        List<Mount> mounts,

        @Json.Property("MaskedPaths") @Nullable List<String> maskedPaths,
        @Json.Property("ReadonlyPaths") @Nullable List<String> readonlyPaths,
        @Json.Property("Init") @Nullable Boolean init) {
    public HostConfigBody {
        containerIdFile = Absent.text(containerIdFile);
        networkMode = Absent.text(networkMode);
        volumeDriver = Absent.text(volumeDriver);
        cgroupnsMode = Absent.text(cgroupnsMode);
        ipcMode = Absent.text(ipcMode);
        cgroup = Absent.text(cgroup);
        pidMode = Absent.text(pidMode);
        utsMode = Absent.text(utsMode);
        usernsMode = Absent.text(usernsMode);
        runtime = Absent.text(runtime);
        isolation = Absent.text(isolation);
        cgroupParent = Absent.text(cgroupParent);
        cpusetCpus = Absent.text(cpusetCpus);
        cpusetMems = Absent.text(cpusetMems);
    }
}
