package dev.proa.cli.stream;

import dev.proa.cli.api.ApiClient;
import dev.proa.cli.api.Query;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes the signals that this process gets on to a container. It holds for the rest of the process. Three SIGINT or
 * SIGTERM in all end the process at once, for a daemon that hangs.
 */
public final class SignalProxy {
    // QUIT and USR1 stay with the virtual machine, which uses them itself; TSTP, TTIN and TTOU with the shell.
    private static final String[] SIGNALS = {"HUP", "INT", "TERM", "ALRM", "USR2", "CONT", "WINCH"};
    private static final int IMPATIENT = 3;
    private final ApiClient api;
    private final String container;
    private final AtomicInteger endings = new AtomicInteger();
    private final Thread installing =
            Thread.ofPlatform().name("signals").daemon().unstarted(this::handleAll);

    private SignalProxy(ApiClient api, String container) {
        this.api = api;
        this.container = container;
    }

    /**
     * Begins to pass signals on. The first handler takes the JDK a while, so that happens on a thread of its own: wait
     * for it with {@link #awaitInstalled} before the container starts.
     *
     * @param container the container's id
     */
    public static SignalProxy install(ApiClient api, String container) {
        SignalProxy proxy = new SignalProxy(api, container);
        proxy.installing.start();
        return proxy;
    }

    /** Returns when no signal is missed any more. */
    public void awaitInstalled() throws IOException {
        try {
            installing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void handleAll() {
        for (String name : SIGNALS) {
            Signals.handle(name, () -> forward(name));
        }
    }

    private void forward(String signal) {
        boolean ending = signal.equals("INT") || signal.equals("TERM");
        if (ending && endings.incrementAndGet() >= IMPATIENT) {
            System.err.println("\ngot 3 SIGTERM/SIGINTs, forcefully exiting");
            Runtime.getRuntime().halt(1);
        }
        try (var _ = api.post(Query.of("/containers/" + container + "/kill").add("signal", signal))) {
            // Nothing more to learn from the answer.
        } catch (IOException _) {
            // A container that just ended needs no signal.
        }
    }
}
