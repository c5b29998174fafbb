package dev.proa.bench.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program to start and wait for.
 *
 * @param arguments the program and its arguments
 * @param environment variables set beside the inherited ones
 */
public record Command(List<String> arguments, Map<String, String> environment) {
    /** No measured command needs this long; one that does hangs, and must not hang the rest. */
    private static final long PATIENCE_SECONDS = 600;

    /** The first keys find nothing warm. */
    private static final int UNCOUNTED_KEYS = 10;

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A command with the inherited environment. */
    public static Command of(String... arguments) {
        return new Command(List.of(arguments), Map.of());
    }

    /**
     * Runs the command with its output thrown away.
     *
     * @return nanoseconds from its start until its end was seen
     * @throws CommandFailed when it cannot be started, fails or hangs
     */
    public long time() throws CommandFailed, InterruptedException {
        return run(Redirect.DISCARD, _ -> {});
    }

    /**
     * Runs the command and reads all it prints through a pipe.
     *
     * @param expected the number of bytes its standard output must have, so that a lost line is no speed
     * @return nanoseconds from its start until its end was seen
     * @throws CommandFailed when it cannot be started, fails, hangs or prints more or less
     */
    public long timeOutput(long expected) throws CommandFailed, InterruptedException {
        long[] count = new long[1];
        long nanos = run(Redirect.PIPE, output -> {
            byte[] buffer = new byte[1 << 16];
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                count[0] += n;
            }
        });
        if (count[0] != expected) {
            throw new CommandFailed(this + ": printed " + count[0] + " bytes, not " + expected);
        }
        return nanos;
    }

    /** The same command on a terminal of its own, made by util-linux's script. */
    public Command onTerminal() {
        String line = arguments.stream()
                .map(argument -> "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return new Command(List.of("script", "-qfc", line, "/dev/null"), environment);
    }

    /**
     * Runs the command, types keys and waits for each until it is echoed, one after the other.
     *
     * @param ready what the command prints when keys can be typed; before, the client's own terminal might echo them
     * @param keys how many are counted; some before them are not
     * @return nanoseconds for one key
     * @throws CommandFailed when it cannot be started, ends or hangs
     */
    public double timeEcho(String ready, int keys) throws CommandFailed, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            var hanging = WATCH.schedule(process::destroyForcibly, PATIENCE_SECONDS, TimeUnit.SECONDS);
            try (OutputStream typed = process.getOutputStream();
                    InputStream seen = process.getInputStream()) {
                await(seen, ready);
                echo(typed, seen, UNCOUNTED_KEYS);
                long start = System.nanoTime();
                echo(typed, seen, keys);
                return (double) (System.nanoTime() - start) / keys;
            } finally {
                hanging.cancel(false);
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                process.waitFor();
            }
        } catch (IOException e) {
            throw new CommandFailed(this + ": " + e.getMessage());
        }
    }

    private static void await(InputStream seen, String text) throws IOException {
        StringBuilder soFar = new StringBuilder();
        while (soFar.indexOf(text) < 0) {
            int c = seen.read();
            if (c < 0) {
                throw new IOException(
                        "ended before it was ready: " + soFar.toString().strip());
            }
            soFar.append((char) c);
        }
    }

    private static void echo(OutputStream typed, InputStream seen, int keys) throws IOException {
        for (int i = 0; i < keys; i++) {
            typed.write('k');
            typed.flush();
            for (int c = seen.read(); c != 'k'; c = seen.read()) {
                if (c < 0) {
                    throw new IOException("ended while keys were typed");
                }
            }
        }
    }

    /**
     * Runs the command for what it prints.
     *
     * @return its standard output without white space at both ends
     * @throws CommandFailed when it cannot be started, fails or hangs
     */
    public String text() throws CommandFailed, InterruptedException {
        StringBuilder text = new StringBuilder();
        run(Redirect.PIPE, output -> text.append(new String(output.readAllBytes(), StandardCharsets.UTF_8)));
        return text.toString().strip();
    }

    @Override
    public String toString() {
        return String.join(" ", arguments);
    }

    private interface Reader {
        void read(InputStream output) throws IOException;
    }

    private long run(Redirect output, Reader reader) throws CommandFailed, InterruptedException {
        Path errors = null;
        try {
            // A file rather than a pipe: nobody has to read along while the clock runs.
            errors = Files.createTempFile("bench", ".stderr");
            ProcessBuilder builder = new ProcessBuilder(arguments)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output)
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            var hanging = WATCH.schedule(process::destroyForcibly, PATIENCE_SECONDS, TimeUnit.SECONDS);
            int status;
            long nanos;
            try (InputStream stream = process.getInputStream()) {
                reader.read(stream);
                status = process.waitFor();
                nanos = System.nanoTime() - start;
            } finally {
                process.destroyForcibly();
            }
            if (!hanging.cancel(false)) {
                throw new CommandFailed(this + ": still running after " + PATIENCE_SECONDS + " s");
            }
            if (status != 0) {
                throw new CommandFailed(this + ": exit status " + status + ": " + lastLine(errors));
            }
            return nanos;
        } catch (IOException e) {
            throw new CommandFailed(this + ": " + e.getMessage());
        } finally {
            delete(errors);
        }
    }

    private static String lastLine(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce("no error text", (_, line) -> line)
                .strip();
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            file.toFile().delete();
        }
    }
}
