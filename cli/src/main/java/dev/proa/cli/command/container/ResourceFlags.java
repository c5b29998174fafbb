package dev.proa.cli.command.container;

import dev.proa.cli.CliException;
import dev.proa.cli.command.container.CheckedListFlag.Form;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.NumberFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flags of limits and devices. */
final class ResourceFlags {
    private final FlagSet flags;
    private final NumberFlag blkioWeight;
    private final ListFlag blkioWeightDevice;
    private final StringFlag cgroupParent;
    private final StringFlag cpusetCpus;
    private final StringFlag cpusetMems;
    private final NumberFlag cpuPeriod;
    private final NumberFlag cpuQuota;
    private final NumberFlag cpuRtPeriod;
    private final NumberFlag cpuRtRuntime;
    private final NumberFlag cpuShares;
    private final CpusFlag cpus;
    private final ListFlag readBps;
    private final ListFlag readIops;
    private final ListFlag writeBps;
    private final ListFlag writeIops;
    private final ListFlag devices;
    private final ListFlag deviceRules;
    private final ListFlag gpus;
    private final SizeFlag kernelMemory;
    private final SizeFlag memory;
    private final SizeFlag memoryReservation;
    private final SizeFlag memorySwap;
    private final NumberFlag swappiness;
    private final BoolFlag oomKillDisable;
    private final NumberFlag oomScoreAdj;
    private final NumberFlag pidsLimit;

    ResourceFlags(FlagSet flags) {
        this.flags = flags;
        blkioWeight = flags.unsigned("blkio-weight", 16, "Share of block I/O, 10 to 1000, 0 for none (default 0)");
        blkioWeightDevice = list("blkio-weight-device", Form.WEIGHT, "Share of block I/O on a device");
        cgroupParent = flags.string("cgroup-parent", "Cgroup above its own");
        cpusetCpus = flags.string("cpuset-cpus", "CPUs it may use (0-3, 0,1)");
        cpusetMems = flags.string("cpuset-mems", "Memory nodes it may use (0-3, 0,1)");
        cpuPeriod = flags.integer("cpu-period", '\0', 0, "Period of the CPU quota in microseconds");
        cpuQuota = flags.integer("cpu-quota", '\0', 0, "CPU time in each period in microseconds");
        cpuRtPeriod = flags.integer("cpu-rt-period", '\0', 0, "Period of real-time scheduling in microseconds");
        cpuRtRuntime = flags.integer("cpu-rt-runtime", '\0', 0, "Real-time CPU time in each period");
        cpuShares = flags.integer("cpu-shares", 'c', 0, "Share of CPU time");
        cpus = flags.add(new CpusFlag());
        readBps = list("device-read-bps", Form.BYTE_RATE, "Most bytes read from a device in a second");
        readIops = list("device-read-iops", Form.IO_RATE, "Most reads from a device in a second");
        writeBps = list("device-write-bps", Form.BYTE_RATE, "Most bytes written to a device in a second");
        writeIops = list("device-write-iops", Form.IO_RATE, "Most writes to a device in a second");
        devices = flags.list("device", "Give it a device of the host");
        deviceRules = list("device-cgroup-rule", Form.DEVICE_RULE, "Allow a kind of device");
        gpus = flags.add(new ListFlag("gpus", '\0', "gpu-request", "Give it GPUs ('all' for all)"));
        kernelMemory = flags.add(new SizeFlag("kernel-memory", '\0', false, "Limit of kernel memory"));
        memory = flags.add(new SizeFlag("memory", 'm', false, "Limit of memory"));
        memoryReservation = flags.add(new SizeFlag("memory-reservation", '\0', false, "Soft limit of memory"));
        memorySwap =
                flags.add(new SizeFlag("memory-swap", '\0', true, "Limit of memory and swap together, -1 for none"));
        swappiness = flags.integer("memory-swappiness", '\0', -1, "How readily its memory is swapped (0 to 100)");
        oomKillDisable = flags.bool("oom-kill-disable", "Don't kill it when memory runs out");
        oomScoreAdj = flags.integer("oom-score-adj", '\0', 0, "Change of its OOM score (-1000 to 1000)");
        pidsLimit = flags.integer("pids-limit", '\0', 0, "Limit of processes, -1 for none");
    }

    private ListFlag list(String name, Form form, String usage) {
        return flags.add(new CheckedListFlag(name, '\0', "list", form, usage));
    }

    void addTo(Map<String, Object> host) throws CliException {
        long swap = swappiness.value();
        if (swap != -1 && (swap < 0 || swap > 100)) {
            throw new CliException("invalid value: " + swap + ". Valid memory swappiness range is 0-100");
        }
        host.put("CgroupParent", cgroupParent.value());
        host.put("CpuShares", cpuShares.value());
        host.put("Memory", memory.bytes());
        host.put("MemoryReservation", memoryReservation.bytes());
        host.put("MemorySwap", memorySwap.bytes());
        host.put("MemorySwappiness", swap);
        host.put("KernelMemory", kernelMemory.bytes());
        host.put("NanoCpus", cpus.nanoCpus());
        host.put("CpuPeriod", cpuPeriod.value());
        host.put("CpuQuota", cpuQuota.value());
        host.put("CpuRealtimePeriod", cpuRtPeriod.value());
        host.put("CpuRealtimeRuntime", cpuRtRuntime.value());
        host.put("CpusetCpus", cpusetCpus.value());
        host.put("CpusetMems", cpusetMems.value());
        host.put("BlkioWeight", blkioWeight.value());
        host.put("BlkioWeightDevice", weights());
        host.put("BlkioDeviceReadBps", rates(readBps, true));
        host.put("BlkioDeviceWriteBps", rates(writeBps, true));
        host.put("BlkioDeviceReadIOps", rates(readIops, false));
        host.put("BlkioDeviceWriteIOps", rates(writeIops, false));
        host.put("OomKillDisable", oomKillDisable.value());
        host.put("OomScoreAdj", oomScoreAdj.value());
        host.put("PidsLimit", pidsLimit.value());
        if (!deviceRules.values().isEmpty()) {
            host.put("DeviceCgroupRules", deviceRules.values());
        }
        List<Object> requests = new ArrayList<>();
        List<Object> mappings = new ArrayList<>();
        Devices.parse(devices.values(), mappings, requests);
        for (String gpu : gpus.values()) {
            requests.add(Devices.gpus(gpu));
        }
        host.put("Devices", mappings);
        if (!requests.isEmpty()) {
            host.put("DeviceRequests", requests);
        }
    }

    private List<Object> weights() {
        List<Object> json = new ArrayList<>();
        for (String text : blkioWeightDevice.values()) {
            int colon = text.indexOf(':');
            json.add(pair("Path", text.substring(0, colon), "Weight", Long.parseLong(text.substring(colon + 1))));
        }
        return json;
    }

    private static List<Object> rates(ListFlag flag, boolean bytes) {
        List<Object> json = new ArrayList<>();
        for (String text : flag.values()) {
            int colon = text.indexOf(':');
            String rate = text.substring(colon + 1);
            json.add(pair(
                    "Path", text.substring(0, colon), "Rate", bytes ? Units.ramInBytes(rate) : Long.parseLong(rate)));
        }
        return json;
    }

    private static Map<String, Object> pair(String name, Object value, String name2, Object value2) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put(name, value);
        pair.put(name2, value2);
        return pair;
    }
}
