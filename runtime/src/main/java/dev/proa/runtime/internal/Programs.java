package dev.proa.runtime.internal;

import dev.proa.linux.io.Pipe;
import dev.proa.linux.io.PolledDescriptor;
import dev.proa.linux.io.Poller;
import dev.proa.linux.process.Child;
import dev.proa.linux.process.Spawn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs short programs to their end. */
public final class Programs {
    private Programs() {}

    /**
     * What a program left.
     *
     * @param exit its exit code, or 128 plus a signal's number
     * @param output what it wrote to standard output
     * @param error what it wrote to standard error
     */
    public record Result(int exit, String output, String error) {}

    /** Runs a program, reading both of its outputs at once. */
    public static Result run(List<String> command, List<String> environment, Poller poller) throws IOException {
        try (Pipe output = Pipe.open();
                Pipe error = Pipe.open();
                PolledDescriptor reading = PolledDescriptor.adopt(output.reading(), poller);
                PolledDescriptor readingError = PolledDescriptor.adopt(error.reading(), poller)) {
            Child child = Spawn.of(command)
                    .withEnvironment(environment)
                    .withOutput(output.writing())
                    .withError(error.writing())
                    .start();
            output.writing().close();
            error.writing().close();
            CompletableFuture<String> errors = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    errors.complete(new String(readingError.readAll(), StandardCharsets.UTF_8));
                } catch (IOException closed) {
                    errors.complete("");
                }
            });
            String text;
            try {
                text = new String(reading.readAll(), StandardCharsets.UTF_8);
            } catch (IOException failure) {
                child.awaitExit();
                throw failure;
            }
            return new Result(child.awaitExit(), text, errors.join());
        }
    }
}
