package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine and the host it runs on.
 *
 * @param nGoroutines threads
 * @param memTotal bytes
 */
@Json
public record InfoBody(
        @Json.Property("ID") String id,
        @Json.Property("Containers") int containers,
        @Json.Property("ContainersRunning") int containersRunning,
        @Json.Property("ContainersPaused") int containersPaused,
        @Json.Property("ContainersStopped") int containersStopped,
        @Json.Property("Images") int images,
        @Json.Property("Driver") String driver,
        @Json.Property("DriverStatus") @Nullable List<List<String>> driverStatus,
        @Json.Property("Plugins") @Nullable PluginsBody plugins,
        @Json.Property("MemoryLimit") boolean memoryLimit,
        @Json.Property("SwapLimit") boolean swapLimit,
        @Json.Property("CpuCfsPeriod") boolean cpuCfsPeriod,
        @Json.Property("CpuCfsQuota") boolean cpuCfsQuota,
        @Json.Property("CPUShares") boolean cpuShares,
        @Json.Property("CPUSet") boolean cpuSet,
        @Json.Property("PidsLimit") boolean pidsLimit,
        @Json.Property("IPv4Forwarding") boolean ipv4Forwarding,
        @Json.Property("Debug") boolean debug,
        @Json.Property("NFd") int nFd,
        @Json.Property("OomKillDisable") boolean oomKillDisable,
        @Json.Property("NGoroutines") int nGoroutines,
        @Json.Property("SystemTime") String systemTime,
        @Json.Property("LoggingDriver") String loggingDriver,
        @Json.Property("CgroupDriver") String cgroupDriver,

        @Json.Property("CgroupVersion") @Json.Serializer(OmitEmptyText.class)
        String cgroupVersion,

        @Json.Property("NEventsListener") int nEventsListener,
        @Json.Property("KernelVersion") String kernelVersion,
        @Json.Property("OperatingSystem") String operatingSystem,
        @Json.Property("OSVersion") String osVersion,
        @Json.Property("OSType") String osType,
        @Json.Property("Architecture") String architecture,
        @Json.Property("IndexServerAddress") String indexServerAddress,
        @Json.Property("RegistryConfig") @Nullable RegistryConfigBody registryConfig,
        @Json.Property("NCPU") int nCpu,
        @Json.Property("MemTotal") long memTotal,
        @Json.Property("GenericResources") @Nullable List<String> genericResources,
        @Json.Property("DockerRootDir") String dockerRootDir,
        @Json.Property("HttpProxy") String httpProxy,
        @Json.Property("HttpsProxy") String httpsProxy,
        @Json.Property("NoProxy") String noProxy,
        @Json.Property("Name") String name,
        @Json.Property("Labels") List<String> labels,
        @Json.Property("ExperimentalBuild") boolean experimentalBuild,
        @Json.Property("ServerVersion") String serverVersion,
        @Json.Property("Runtimes") @Nullable Map<String, RuntimeBody> runtimes,
        @Json.Property("DefaultRuntime") String defaultRuntime,
        @Json.Property("Swarm") @Nullable SwarmBody swarm,
        @Json.Property("LiveRestoreEnabled") boolean liveRestoreEnabled,
        @Json.Property("Isolation") String isolation,
        @Json.Property("InitBinary") String initBinary,
        @Json.Property("ContainerdCommit") @Nullable CommitBody containerdCommit,
        @Json.Property("RuncCommit") @Nullable CommitBody runcCommit,
        @Json.Property("InitCommit") @Nullable CommitBody initCommit,
        @Json.Property("SecurityOptions") List<String> securityOptions,
        @Json.Property("CDISpecDirs") @Nullable List<String> cdiSpecDirs,
        @Json.Property("Warnings") @Nullable List<String> warnings) {
    public InfoBody {
        id = Absent.text(id);
        driver = Absent.text(driver);
        systemTime = Absent.text(systemTime);
        loggingDriver = Absent.text(loggingDriver);
        cgroupDriver = Absent.text(cgroupDriver);
        cgroupVersion = Absent.text(cgroupVersion);
        kernelVersion = Absent.text(kernelVersion);
        operatingSystem = Absent.text(operatingSystem);
        osVersion = Absent.text(osVersion);
        osType = Absent.text(osType);
        architecture = Absent.text(architecture);
        indexServerAddress = Absent.text(indexServerAddress);
        dockerRootDir = Absent.text(dockerRootDir);
        httpProxy = Absent.text(httpProxy);
        httpsProxy = Absent.text(httpsProxy);
        noProxy = Absent.text(noProxy);
        name = Absent.text(name);
        labels = Absent.list(labels);
        serverVersion = Absent.text(serverVersion);
        defaultRuntime = Absent.text(defaultRuntime);
        isolation = Absent.text(isolation);
        initBinary = Absent.text(initBinary);
        securityOptions = Absent.list(securityOptions);
    }
}
