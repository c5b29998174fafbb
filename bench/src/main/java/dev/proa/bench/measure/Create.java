package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** Making a container without starting it. */
public final class Create implements Row {
    private static final String NAME = "bench-create";

    @Override
    public String id() {
        return "create";
    }

    @Override
    public String title() {
        return "`create busybox true`";
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        long nanos = client.container("create", List.of("--name", NAME), "true").time();
        client.remove(List.of(NAME));
        return nanos;
    }
}
