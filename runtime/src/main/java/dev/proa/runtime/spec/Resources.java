package dev.proa.runtime.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits on a container as a whole, kept by its cgroup. What is empty is not limited.
 *
 * @param memory limits on memory
 * @param cpu limits on processor time
 * @param pidsLimit how many processes and threads; -1 for no limit
 * @param blockIo limits on block devices
 * @param unified cgroup v2 files and what to write to them
 */
public record Resources(Memory memory, Cpu cpu, OptionalLong pidsLimit, BlockIo blockIo, Map<String, String> unified) {
    /** No limits at all. */
    public static final Resources NONE =
            new Resources(Memory.NONE, Cpu.NONE, OptionalLong.empty(), BlockIo.NONE, Map.of());

    public Resources {
        unified = Map.copyOf(unified);
    }

    /**
     * Limits on memory.
     *
     * @param limit bytes at most
     * @param reservation bytes to be held to when the host is short of memory
     * @param swap bytes of memory and swap together at most; -1 for any amount of swap
     * @param swappiness how readily to swap, 0 to 100
     * @param disableOomKiller whether processes wait instead of being killed (cgroup v1 only)
     */
    public record Memory(
            OptionalLong limit,
            OptionalLong reservation,
            OptionalLong swap,
            OptionalLong swappiness,
            Optional<Boolean> disableOomKiller) {
        public static final Memory NONE = new Memory(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /**
     * Limits on processor time.
     *
     * @param shares the weight among cgroups, 1024 being usual
     * @param quota microseconds of processor time in each period
     * @param period a period's length in microseconds
     * @param realtimeRuntime microseconds of realtime scheduling in each realtime period
     * @param realtimePeriod a realtime period's length in microseconds
     * @param cpus the processors to run on, for example {@code 0-2,4}
     * @param mems the memory nodes to use
     */
    public record Cpu(
            OptionalLong shares,
            OptionalLong quota,
            OptionalLong period,
            OptionalLong realtimeRuntime,
            OptionalLong realtimePeriod,
            Optional<String> cpus,
            Optional<String> mems) {
        public static final Cpu NONE = new Cpu(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Limits on block devices.
     *
     * @param weight the weight among cgroups, 10 to 1000
     * @param weightDevices weights for single devices
     * @param readBps bytes read in a second
     * @param writeBps bytes written in a second
     * @param readIops reads in a second
     * @param writeIops writes in a second
     */
    public record BlockIo(
            OptionalInt weight,
            List<PerDevice> weightDevices,
            List<PerDevice> readBps,
            List<PerDevice> writeBps,
            List<PerDevice> readIops,
            List<PerDevice> writeIops) {
        public static final BlockIo NONE =
                new BlockIo(OptionalInt.empty(), List.of(), List.of(), List.of(), List.of(), List.of());

        public BlockIo {
            weightDevices = List.copyOf(weightDevices);
            readBps = List.copyOf(readBps);
            writeBps = List.copyOf(writeBps);
            readIops = List.copyOf(readIops);
            writeIops = List.copyOf(writeIops);
        }

        /** A value for the device of this number. */
        public record PerDevice(long major, long minor, long value) {}
    }
}
