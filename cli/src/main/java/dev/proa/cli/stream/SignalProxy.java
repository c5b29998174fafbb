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
    // QUIT, and what a fault raises, stay with the virtual machine; TTIN and TTOU with the kernel, or a command in the
    // background that reads would get them without end. PIPE and CHLD say something of this process only.
    private static final String[] SIGNALS = {
        "HUP", "INT", "TERM", "USR1", "USR2", "ALRM", "TSTP", "CONT", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "IO",
        "PWR"
    };
    private static final String WINDOW_CHANGE = "WINCH";
    private static final int IMPATIENT = 3;
    private final ApiClient api;
    private final String container;
    private final AtomicInteger endings = new AtomicInteger();

    private SignalProxy(ApiClient api, String container) {
        this.api = api;
        this.container = container;
    }

    /**
     * Makes the JDK load what its first handler needs, on a thread of its own, while a container is still being made.
     */
    public static void prepare() {
        Thread.ofPlatform().name("signals").daemon().start(() -> Signals.handle("CONT", () -> {}));
    }

    /**
     * Begins to pass signals on.
     *
     * @param container the container's id
     * @param terminal whether it has a terminal, which then tells it itself of a change of its size
     */
    public static void install(ApiClient api, String container, boolean terminal) {
        SignalProxy proxy = new SignalProxy(api, container);
        for (String name : SIGNALS) {
            Signals.handle(name, () -> proxy.forward(name));
        }
        if (!terminal) {
            Signals.handle(WINDOW_CHANGE, () -> proxy.forward(WINDOW_CHANGE));
        }
    }

    private void forward(String signal) {
        boolean ending = signal.equals("INT") || signal.equals("TERM");
        if (ending && endings.incrementAndGet() >= IMPATIENT) {
            System.err.println("\ngot 3 SIGTERM/SIGINTs, forcefully exiting");
            // Not halt: a terminal in raw mode is put back by a hook.
            System.exit(1);
        }
        try (var _ = api.post(Query.of("/containers/" + container + "/kill").add("signal", signal))) {
            // Nothing more to learn from the answer.
        } catch (IOException _) {
            // A container that just ended needs no signal.
        }
    }
}
