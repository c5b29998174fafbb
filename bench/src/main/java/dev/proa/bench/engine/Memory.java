package dev.proa.bench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Memory of processes, as {@code /proc/PID/smaps_rollup} has it (proc(5)). A process that ends meanwhile counts nothing.
 * Takes for granted that the benchmark has a PID namespace of its own: all that is in it belongs to the engines.
 */
public final class Memory {
    private Memory() {}

    /** The ids of a process and everything descending from it. */
    public static Set<Long> tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /**
     * The ids of all processes that run in this very PID namespace. A container's own processes have another one: what is
     * left is what an engine adds to them.
     */
    public static Set<Long> outsideContainers() {
        String own = namespace(ProcessHandle.current().pid());
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> namespace(pid).equals(own))
                .collect(Collectors.toSet());
    }

    /** Resident memory in bytes: shared pages count in each process. */
    public static long resident(Set<Long> pids) {
        return sum(pids, "Rss:");
    }

    /** Proportional memory in bytes: a page shared by n processes counts an n-th in each. */
    public static long proportional(Set<Long> pids) {
        return sum(pids, "Pss:");
    }

    private static long sum(Set<Long> pids, String field) {
        return pids.stream().mapToLong(pid -> read(pid, field)).sum();
    }

    private static long read(long pid, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> 1024
                            * Long.parseLong(line.substring(field.length())
                                    .replace("kB", "")
                                    .strip()))
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    private static String namespace(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", "pid"))
                    .toString();
        } catch (IOException _) {
            return "";
        }
    }
}
