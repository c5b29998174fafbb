package dev.proa.bench.engine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An engine's daemon with a socket of its own; it runs between {@link #start} and {@link #stop}. One thread at a time. */
public final class Daemon {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Command command;
    private final Path socket;
    private final Path log;
    private @Nullable Process process;

    /**
     * A daemon that is not running yet.
     *
     * @param command starts it in the foreground
     * @param socket the unix socket it will answer on
     * @param log where what it prints goes
     */
    public Daemon(Command command, Path socket, Path log) {
        this.command = command;
        this.socket = socket;
        this.log = log;
    }

    /** The unix socket it answers on. */
    public Path socket() {
        return socket;
    }

    /**
     * Starts the daemon and waits until it answers.
     *
     * @return nanoseconds from its start until it answered {@code GET /_ping} with 200
     * @throws CommandFailed when it ends or does not answer
     */
    public long start() throws CommandFailed, InterruptedException {
        if (process != null) {
            throw new IllegalStateException("already started");
        }
        try {
            Files.deleteIfExists(socket);
            ProcessBuilder builder = new ProcessBuilder(command.arguments())
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true);
            builder.environment().putAll(command.environment());
            long start = System.nanoTime();
            Process started = builder.start();
            process = started;
            while (!answers()) {
                if (!started.isAlive()) {
                    process = null;
                    throw new CommandFailed(command + ": ended with " + started.exitValue() + ": " + logTail());
                }
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    stop();
                    throw new CommandFailed(command + ": no answer on its socket: " + logTail());
                }
                Thread.sleep(1);
            }
            return System.nanoTime() - start;
        } catch (IOException e) {
            throw new CommandFailed(command + ": " + e.getMessage());
        }
    }

    /** The daemon's process. */
    public ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process.toHandle();
    }

    /** Ends the daemon with SIGTERM, then SIGKILL; nothing when it does not run. */
    public void stop() throws InterruptedException {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        running.destroy();
        if (!running.waitFor(20, TimeUnit.SECONDS)) {
            running.destroyForcibly().waitFor();
        }
    }

    private boolean answers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer head = ByteBuffer.allocate("HTTP/1.1 200".length());
            while (head.hasRemaining()) {
                if (channel.read(head) < 0) {
                    return false;
                }
            }
            return new String(head.array(), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException _) {
            return false; // no socket yet, or nobody listening on it
        }
    }

    private String logTail() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .reduce("it printed nothing", (_, line) -> line);
    }
}
