package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** A whole container's life on a network that a user made: with names to serve besides. */
public record RunOnOwnNetwork() implements Row {
    private static final String NETWORK = "bench-own-network";

    @Override
    public String id() {
        return "run-own-network";
    }

    @Override
    public String title() {
        return "`run --rm busybox true` on a network of the user's";
    }

    @Override
    public void prepare(Client client) throws CommandFailed, InterruptedException {
        client.command("network", "create", NETWORK).time();
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.container("run", List.of("--rm", "--network", NETWORK), "true")
                .time();
    }

    @Override
    public void cleanUp(Client client) throws CommandFailed, InterruptedException {
        client.command("network", "rm", NETWORK).time();
    }
}
