package dev.proa.wire.container;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host configuration put together field by field; the others stay at their zero. */
public final class HostConfigBuilder {
    /** Starts with nothing set. */
    public HostConfigBuilder() {}

    private @Nullable List<String> binds;
    private String containerIdFile = "";
    private @Nullable LogConfig logConfig;
    private String networkMode = "";
    private @Nullable Map<String, @Nullable List<PortBinding>> portBindings;
    private @Nullable RestartPolicy restartPolicy;
    private boolean autoRemove;
    private @Nullable List<String> volumesFrom;
    private @Nullable List<Integer> consoleSize;
    private @Nullable Map<String, String> annotations;
    private @Nullable List<String> capAdd;
    private @Nullable List<String> capDrop;
    private String cgroupnsMode = "";
    private @Nullable List<String> dns;
    private @Nullable List<String> dnsOptions;
    private @Nullable List<String> dnsSearch;
    private @Nullable List<String> extraHosts;
    private @Nullable List<String> groupAdd;
    private String ipcMode = "";
    private @Nullable List<String> links;
    private int oomScoreAdj;
    private String pidMode = "";
    private boolean privileged;
    private boolean publishAllPorts;
    private boolean readonlyRootfs;
    private @Nullable List<String> securityOpt;
    private @Nullable Map<String, String> storageOpt;
    private @Nullable Map<String, String> tmpfs;
    private String utsMode = "";
    private String usernsMode = "";
    private long shmSize;
    private @Nullable Map<String, String> sysctls;
    private String runtime = "";
    private String isolation = "";
    private long cpuShares;
    private long memory;
    private long nanoCpus;
    private String cgroupParent = "";
    private long cpuPeriod;
    private long cpuQuota;
    private String cpusetCpus = "";
    private String cpusetMems = "";
    private @Nullable List<DeviceMapping> devices;
    private long memoryReservation;
    private long memorySwap;
    private @Nullable Long memorySwappiness;
    private @Nullable Boolean oomKillDisable;
    private @Nullable Long pidsLimit;
    private @Nullable List<Ulimit> ulimits;
    private @Nullable List<Mount> mounts;
    private @Nullable List<String> maskedPaths;
    private @Nullable List<String> readonlyPaths;
    private @Nullable Boolean init;

    public HostConfigBuilder binds(@Nullable List<String> value) {
        binds = value;
        return this;
    }

    public HostConfigBuilder containerIdFile(String value) {
        containerIdFile = value;
        return this;
    }

    public HostConfigBuilder logConfig(@Nullable LogConfig value) {
        logConfig = value;
        return this;
    }

    public HostConfigBuilder networkMode(String value) {
        networkMode = value;
        return this;
    }

    public HostConfigBuilder portBindings(@Nullable Map<String, @Nullable List<PortBinding>> value) {
        portBindings = value;
        return this;
    }

    public HostConfigBuilder restartPolicy(@Nullable RestartPolicy value) {
        restartPolicy = value;
        return this;
    }

    public HostConfigBuilder autoRemove(boolean value) {
        autoRemove = value;
        return this;
    }

    public HostConfigBuilder volumesFrom(@Nullable List<String> value) {
        volumesFrom = value;
        return this;
    }

    public HostConfigBuilder consoleSize(@Nullable List<Integer> value) {
        consoleSize = value;
        return this;
    }

    public HostConfigBuilder annotations(@Nullable Map<String, String> value) {
        annotations = value;
        return this;
    }

    public HostConfigBuilder capAdd(@Nullable List<String> value) {
        capAdd = value;
        return this;
    }

    public HostConfigBuilder capDrop(@Nullable List<String> value) {
        capDrop = value;
        return this;
    }

    public HostConfigBuilder cgroupnsMode(String value) {
        cgroupnsMode = value;
        return this;
    }

    public HostConfigBuilder dns(@Nullable List<String> value) {
        dns = value;
        return this;
    }

    public HostConfigBuilder dnsOptions(@Nullable List<String> value) {
        dnsOptions = value;
        return this;
    }

    public HostConfigBuilder dnsSearch(@Nullable List<String> value) {
        dnsSearch = value;
        return this;
    }

    public HostConfigBuilder extraHosts(@Nullable List<String> value) {
        extraHosts = value;
        return this;
    }

    public HostConfigBuilder groupAdd(@Nullable List<String> value) {
        groupAdd = value;
        return this;
    }

    public HostConfigBuilder ipcMode(String value) {
        ipcMode = value;
        return this;
    }

    public HostConfigBuilder links(@Nullable List<String> value) {
        links = value;
        return this;
    }

    public HostConfigBuilder oomScoreAdj(int value) {
        oomScoreAdj = value;
        return this;
    }

    public HostConfigBuilder pidMode(String value) {
        pidMode = value;
        return this;
    }

    public HostConfigBuilder privileged(boolean value) {
        privileged = value;
        return this;
    }

    public HostConfigBuilder publishAllPorts(boolean value) {
        publishAllPorts = value;
        return this;
    }

    public HostConfigBuilder readonlyRootfs(boolean value) {
        readonlyRootfs = value;
        return this;
    }

    public HostConfigBuilder securityOpt(@Nullable List<String> value) {
        securityOpt = value;
        return this;
    }

    public HostConfigBuilder storageOpt(@Nullable Map<String, String> value) {
        storageOpt = value;
        return this;
    }

    public HostConfigBuilder tmpfs(@Nullable Map<String, String> value) {
        tmpfs = value;
        return this;
    }

    public HostConfigBuilder utsMode(String value) {
        utsMode = value;
        return this;
    }

    public HostConfigBuilder usernsMode(String value) {
        usernsMode = value;
        return this;
    }

    public HostConfigBuilder shmSize(long value) {
        shmSize = value;
        return this;
    }

    public HostConfigBuilder sysctls(@Nullable Map<String, String> value) {
        sysctls = value;
        return this;
    }

    public HostConfigBuilder runtime(String value) {
        runtime = value;
        return this;
    }

    public HostConfigBuilder isolation(String value) {
        isolation = value;
        return this;
    }

    public HostConfigBuilder cpuShares(long value) {
        cpuShares = value;
        return this;
    }

    public HostConfigBuilder memory(long value) {
        memory = value;
        return this;
    }

    public HostConfigBuilder nanoCpus(long value) {
        nanoCpus = value;
        return this;
    }

    public HostConfigBuilder cgroupParent(String value) {
        cgroupParent = value;
        return this;
    }

    public HostConfigBuilder cpuPeriod(long value) {
        cpuPeriod = value;
        return this;
    }

    public HostConfigBuilder cpuQuota(long value) {
        cpuQuota = value;
        return this;
    }

    public HostConfigBuilder cpusetCpus(String value) {
        cpusetCpus = value;
        return this;
    }

    public HostConfigBuilder cpusetMems(String value) {
        cpusetMems = value;
        return this;
    }

    public HostConfigBuilder devices(@Nullable List<DeviceMapping> value) {
        devices = value;
        return this;
    }

    public HostConfigBuilder memoryReservation(long value) {
        memoryReservation = value;
        return this;
    }

    public HostConfigBuilder memorySwap(long value) {
        memorySwap = value;
        return this;
    }

    public HostConfigBuilder memorySwappiness(@Nullable Long value) {
        memorySwappiness = value;
        return this;
    }

    public HostConfigBuilder oomKillDisable(@Nullable Boolean value) {
        oomKillDisable = value;
        return this;
    }

    public HostConfigBuilder pidsLimit(@Nullable Long value) {
        pidsLimit = value;
        return this;
    }

    public HostConfigBuilder ulimits(@Nullable List<Ulimit> value) {
        ulimits = value;
        return this;
    }

    public HostConfigBuilder mounts(@Nullable List<Mount> value) {
        mounts = value;
        return this;
    }

    public HostConfigBuilder maskedPaths(@Nullable List<String> value) {
        maskedPaths = value;
        return this;
    }

    public HostConfigBuilder readonlyPaths(@Nullable List<String> value) {
        readonlyPaths = value;
        return this;
    }

    public HostConfigBuilder init(@Nullable Boolean value) {
        init = value;
        return this;
    }

    public HostConfigBody build() {
        return new HostConfigBody(
                binds,
                containerIdFile,
                logConfig,
                networkMode,
                portBindings,
                restartPolicy,
                autoRemove,
                "",
                volumesFrom,
                consoleSize,
                annotations,
                capAdd,
                capDrop,
                cgroupnsMode,
                dns,
                dnsOptions,
                dnsSearch,
                extraHosts,
                groupAdd,
                ipcMode,
                "",
                links,
                oomScoreAdj,
                pidMode,
                privileged,
                publishAllPorts,
                readonlyRootfs,
                securityOpt,
                storageOpt,
                tmpfs,
                utsMode,
                usernsMode,
                shmSize,
                sysctls,
                runtime,
                isolation,
                cpuShares,
                memory,
                nanoCpus,
                cgroupParent,
                0,
                null,
                null,
                null,
                null,
                null,
                cpuPeriod,
                cpuQuota,
                0,
                0,
                cpusetCpus,
                cpusetMems,
                devices,
                null,
                null,
                0,
                0,
                memoryReservation,
                memorySwap,
                memorySwappiness,
                oomKillDisable,
                pidsLimit,
                ulimits,
                0,
                0,
                0,
                0,
                mounts,
                maskedPaths,
                readonlyPaths,
                init);
    }
}
