package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;

/**
 * A whole container's life: made, started, watched until its end, removed.
 *
 * @param network bridge, host or none
 */
public record RunTrue(String network) implements Row {
    @Override
    public String id() {
        return "run-" + network;
    }

    @Override
    public String title() {
        return "`run --rm --network " + network + " busybox true`";
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.container("run", List.of("--rm", "--network", network), "true")
                .time();
    }
}
