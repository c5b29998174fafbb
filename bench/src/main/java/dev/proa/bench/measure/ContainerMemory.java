package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.engine.Daemon;
import dev.proa.bench.engine.Memory;
import dev.proa.bench.report.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs for each container beside the container's own processes: its monitor or shim, and what the daemon
 * grew by.
 */
public final class ContainerMemory implements Row {
    private static final List<String> NAMES =
            IntStream.range(0, 20).mapToObj(i -> "bench-memory-" + i).toList();
    private static final long SETTLE_MILLIS = 2000;

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String title() {
        return "memory for each idle container (of 20)";
    }

    @Override
    public Unit unit() {
        return Unit.MEBIBYTES;
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 3);
    }

    @Override
    public boolean ofEngine() {
        return true;
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        Daemon daemon = client.engine().daemon();
        Thread.sleep(SETTLE_MILLIS);
        Set<Long> before = Memory.outsideContainers();
        long daemonBefore = proportional(daemon);
        try {
            for (String name : NAMES) {
                client.runIdle(name);
            }
            Thread.sleep(SETTLE_MILLIS);
            Set<Long> added = new HashSet<>(Memory.outsideContainers());
            added.removeAll(before);
            if (daemon != null) {
                added.removeAll(Memory.tree(daemon.handle()));
            }
            long bytes = proportional(daemon) - daemonBefore + Memory.proportional(added);
            return (double) bytes / NAMES.size();
        } finally {
            client.remove(NAMES);
        }
    }

    private static long proportional(@Nullable Daemon daemon) {
        return daemon == null ? 0 : Memory.proportional(Memory.tree(daemon.handle()));
    }
}
