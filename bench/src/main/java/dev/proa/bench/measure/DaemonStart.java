package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.engine.Daemon;

/** From starting a daemon until it answers. */
public final class DaemonStart implements Row {
    @Override
    public String id() {
        return "daemon-start";
    }

    @Override
    public String title() {
        return "daemon: start until its socket answers";
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
        Daemon daemon = of(client);
        try {
            return daemon.start();
        } finally {
            daemon.stop();
        }
    }

    static Daemon of(Client client) {
        Daemon daemon = client.engine().daemon();
        if (daemon == null) {
            throw new IllegalArgumentException(client.title() + " has no daemon");
        }
        return daemon;
    }
}
