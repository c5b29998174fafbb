package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** Starting a container that was made before, on the default network. */
public final class Start implements Row {
    private static final String NAME = "bench-start";

    @Override
    public String id() {
        return "start";
    }

    @Override
    public String title() {
        return "`start` of a container made before";
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        client.container("create", List.of("--name", NAME), "sleep", "100000").time();
        try {
            return client.command("start", NAME).time();
        } finally {
            client.remove(List.of(NAME));
        }
    }
}
