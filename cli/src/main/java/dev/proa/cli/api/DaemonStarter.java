package dev.proa.cli.api;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a daemon for the default socket when none listens there. Several clients may try at once: a lock file beside
 * the socket lets one of them start it while the others wait.
 */
public final class DaemonStarter {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int TAIL_BYTES = 4096;
    private final String command;

    /** @param command the launcher to run as {@code command daemon} */
    public DaemonStarter(String command) {
        this.command = command;
    }

    /**
     * Returns once the daemon answers at the socket.
     *
     * @throws ConnectionException with the end of the daemon's log, if it does not within 20 s
     */
    void start(Endpoint endpoint) throws IOException {
        Path socket = Path.of(endpoint.path());
        Path directory = directory(socket);
        Files.createDirectories(directory);
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (answers(socket)) {
                return;
            }
            launch(socket, log(directory));
        }
    }

    private void launch(Path socket, Path log) throws IOException {
        ProcessBuilder.Redirect output = ProcessBuilder.Redirect.appendTo(log.toFile());
        // A session of its own, so that it outlives this terminal and gets none of its signals.
        Process daemon = new ProcessBuilder(List.of("setsid", command, "daemon"))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output)
                .redirectError(output)
                .start();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (!answers(socket)) {
                boolean ended = daemon.waitFor(10, TimeUnit.MILLISECONDS);
                // setsid forks if it leads a process group; then only its failure tells something.
                if (ended && daemon.exitValue() != 0) {
                    throw failure("the proa daemon ended with exit code " + daemon.exitValue(), log);
                }
                if (System.nanoTime() > deadline) {
                    throw failure("the proa daemon did not answer at " + socket + " within 20 s", log);
                }
                if (ended) {
                    Thread.sleep(10);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the proa daemon", e);
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Path log(Path directory) {
        Path system = Path.of("/var/log");
        return (Files.isWritable(system) ? system : directory).resolve("proa.log");
    }

    private static Path directory(Path socket) {
        Path parent = socket.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    private static ConnectionException failure(String what, Path log) throws IOException {
        String tail;
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            tail = new String(bytes, StandardCharsets.UTF_8);
        }
        return new ConnectionException(what + "; the end of its log " + log + ":\n" + tail.strip());
    }
}
