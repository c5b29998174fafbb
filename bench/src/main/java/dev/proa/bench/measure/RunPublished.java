package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/** The same life with a port that is published meanwhile. */
public record RunPublished() implements Row {
    @Override
    public String id() {
        return "run-published";
    }

    @Override
    public String title() {
        return "`run --rm -p 80 busybox true`";
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.container("run", List.of("--rm", "-p", "80"), "true").time();
    }
}
