package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.List;
import java.util.stream.IntStream;

/** Listing a handful of running containers. */
public final class ListContainers implements Row {
    private static final List<String> NAMES =
            IntStream.range(0, 5).mapToObj(i -> "bench-ps-" + i).toList();

    @Override
    public String id() {
        return "ps";
    }

    @Override
    public String title() {
        return "`ps` with five containers running";
    }

    @Override
    public void prepare(Client client) throws CommandFailed, InterruptedException {
        for (String name : NAMES) {
            client.runIdle(name);
        }
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        return client.command("ps").time();
    }

    @Override
    public void cleanUp(Client client) throws CommandFailed, InterruptedException {
        client.remove(NAMES);
    }
}
