package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;

/**
 * Fetching a large image from a registry on the loopback.
 *
 * @param image its name, with the registry's
 */
public record Pull(String image) implements Row {
    @Override
    public String id() {
        return "pull";
    }

    @Override
    public String title() {
        return "`pull` of 960 MB in eight layers from the loopback";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 3);
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        // What the one before left to be written is not to slow down this one.
        Command.of("sync").time();
        long nanos = client.command("pull", "-q", image).time();
        client.command("rmi", image).time();
        return nanos;
    }
}
