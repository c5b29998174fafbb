package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.engine.Daemon;
import dev.proa.bench.engine.Memory;
import dev.proa.bench.report.Unit;

/** Resident memory of a daemon, and of what it keeps running, that has nothing to do. */
public final class DaemonMemory implements Row {
    private static final long SETTLE_MILLIS = 3000;

    @Override
    public String id() {
        return "daemon-memory";
    }

    @Override
    public String title() {
        return "daemon: resident memory when idle";
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
    public boolean daemonsRun() {
        return false;
    }

    @Override
    public boolean ofEngine() {
        return true;
    }

    @Override
    public boolean appliesTo(Client client) {
        return client.engine().daemon() != null;
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        Daemon daemon = DaemonStart.of(client);
        try {
            daemon.start();
            Thread.sleep(SETTLE_MILLIS);
            return Memory.resident(Memory.tree(daemon.handle()));
        } finally {
            daemon.stop();
        }
    }
}
