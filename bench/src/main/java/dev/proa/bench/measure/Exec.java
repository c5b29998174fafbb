package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** A second process in a running container. */
public final class Exec implements Row {
    private static final String NAME = "bench-exec";

    @Override
    public String id() {
        return "exec";
    }

    @Override
    public String title() {
        return "`exec … true`";
    }

    @Override
    public void prepare(Client client) throws CommandFailed, InterruptedException {
        client.runIdle(NAME);
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.command("exec", NAME, "true").time();
    }

    @Override
    public void cleanUp(Client client) throws CommandFailed, InterruptedException {
        client.remove(List.of(NAME));
    }
}
