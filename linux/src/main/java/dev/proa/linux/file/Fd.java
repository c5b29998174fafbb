package dev.proa.linux.file;

import dev.proa.linux.LinuxException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor, owned by whoever holds this object and closed with it. Always opened close-on-exec.
 *
 * <p>Safe for use by several threads as long as nobody uses it while or after it is closed.
 */
public final class Fd implements AutoCloseable {
    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    Fd(int number) {
        this.number = number;
    }

    /** The descriptor's number in this process. */
    public int number() {
        return number;
    }

    /** A path that leads to the same file as long as the descriptor is open (proc_pid_fd(5)). */
    public Path path() {
        return Path.of("/proc/self/fd/" + number);
    }

    /** Closes the descriptor; closing again does nothing. Errors of delayed writing are not reported here: fsync first. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                FileCalls.close(number);
            } catch (LinuxException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Override
    public String toString() {
        return "fd " + number;
    }
}
