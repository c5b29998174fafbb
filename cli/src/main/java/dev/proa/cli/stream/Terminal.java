package dev.proa.cli.stream;

import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * This process's terminal while a container's terminal is joined to it. Closing it puts the settings back, and so does
 * the end of the process by a signal that it can see.
 */
public final class Terminal implements AutoCloseable {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;

    private TerminalCalls.@Nullable Settings saved;
    private boolean over;
    private @Nullable WindowFollower follower;

    private Terminal() {}

    /**
     * Fails if a container with a terminal is to read from something that is none.
     *
     * @param stdin whether standard input is attached
     * @param terminal whether the container has a terminal
     */
    public static void check(boolean stdin, boolean terminal) throws CliException {
        if (stdin && terminal && !Tty.isTerminal(STDIN)) {
            throw new CliException("the input device is not a TTY");
        }
    }

    /**
     * Makes the JDK load what a terminal needs, on a thread of its own, while the daemon is still being asked for things.
     *
     * @param wanted whether there will be a terminal
     */
    public static void prepare(boolean wanted) {
        if (wanted && (Tty.isTerminal(STDIN) || Tty.isTerminal(STDOUT))) {
            Thread.ofPlatform().name("terminal").daemon().start(TerminalCalls::load);
        }
    }

    /** The size of the window that standard output goes to; null if it goes to none. */
    public static @Nullable WindowSize windowSize() {
        return Tty.isTerminal(STDOUT) ? TerminalCalls.size(STDOUT) : null;
    }

    /**
     * Puts the terminal into raw mode, if asked to and if standard input is one.
     *
     * @throws IOException if the terminal refuses; its settings are as they were
     */
    public static Terminal raw(boolean wanted) throws IOException {
        Terminal terminal = new Terminal();
        if (wanted && Tty.isTerminal(STDIN)) {
            terminal.makeRaw();
        }
        return terminal;
    }

    private synchronized void makeRaw() throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::restore, "terminal-restore"));
        } catch (IllegalStateException _) {
            // The process is ending by a signal: nothing would put the settings back.
            return;
        }
        TerminalCalls.Settings before = TerminalCalls.settings(STDIN);
        saved = before;
        TerminalCalls.apply(STDIN, TerminalCalls.raw(before));
    }

    /** What detaches, or null if nothing does since input is no terminal. */
    public synchronized @Nullable DetachKeys detachKeys(String keys) {
        return saved == null ? null : DetachKeys.of(keys);
    }

    /**
     * Tells the daemon the window's size now and whenever it changes.
     *
     * @param path of the container or the exec
     * @param redraw whether the size is to change in any case, so that a program that has been running draws anew
     */
    public synchronized void followSize(ApiClient api, String path, boolean redraw) {
        if (!over && follower == null && Tty.isTerminal(STDOUT)) {
            follower = WindowFollower.start(api, path, redraw);
        }
    }

    /** Puts the settings back early; once is enough, and more does no harm. */
    public synchronized void restore() {
        over = true;
        WindowFollower following = follower;
        if (following != null) {
            following.stop();
        }
        TerminalCalls.Settings before = saved;
        saved = null;
        if (before != null) {
            try {
                TerminalCalls.apply(STDIN, before);
            } catch (IOException _) {
                // The terminal has gone away.
            }
        }
    }

    @Override
    public void close() {
        restore();
    }
}
