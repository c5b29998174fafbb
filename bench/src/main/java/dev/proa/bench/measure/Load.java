package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;
import java.nio.file.Path;

/**
 * Taking in a large image from an archive.
 *
 * @param archive the image as {@code docker save} writes it
 * @param image its tag
 */
public record Load(Path archive, String image) implements Row {
    @Override
    public String id() {
        return "load";
    }

    @Override
    public String title() {
        return "`load` of 180 MB in six layers";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 5);
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        // What the one before left to be written is not to slow down this one.
        Command.of("sync").time();
        long nanos = client.command("load", "-q", "-i", archive.toString()).time();
        client.command("rmi", image).time();
        return nanos;
    }
}
