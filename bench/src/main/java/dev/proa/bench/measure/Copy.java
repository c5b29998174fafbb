package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A file of 200 MB copied into a running container, or out of it. */
public final class Copy implements Row {
    private static final String NAME = "bench-copy";
    private static final int MEGABYTE = 1_000_000;
    private static final int SIZE = 200;

    private final boolean in;
    private final Path file;
    private final Path copy;

    /** @param work a directory for the files */
    public Copy(boolean in, Path work) {
        this.in = in;
        this.file = work.resolve("copied");
        this.copy = work.resolve("copied-back");
    }

    @Override
    public String id() {
        return in ? "cp-in" : "cp-out";
    }

    @Override
    public String title() {
        return "`cp` of 200 MB " + (in ? "into" : "out of") + " a container";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 5);
    }

    @Override
    public void prepare(Client client) throws CommandFailed, InterruptedException {
        client.runIdle(NAME);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] noise = new byte[MEGABYTE];
            Random random = new Random(1);
            for (int i = 0; i < SIZE; i++) {
                random.nextBytes(noise);
                out.write(noise);
            }
        } catch (IOException failure) {
            throw new CommandFailed("write " + file + ": " + failure.getMessage());
        }
        client.command("cp", file.toString(), NAME + ":/copied").time();
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        // What the one before left to be written is not to slow down this one.
        Command.of("sync").time();
        return in
                ? client.command("cp", file.toString(), NAME + ":/copied").time()
                : client.command("cp", NAME + ":/copied", copy.toString()).time();
    }

    @Override
    public void cleanUp(Client client) throws CommandFailed, InterruptedException {
        client.remove(List.of(NAME));
        Command.of("rm", "-f", file.toString(), copy.toString()).time();
    }
}
