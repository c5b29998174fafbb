package dev.proa.engine.lifecycle;

import dev.proa.runtime.LiveContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where clients take hold of a container's streams. Those who come before the start wait here and are connected after
 * the process was created and before it runs, so that they miss nothing. Safe for use by any number of threads.
 */
public final class AttachmentPoint {
    /** A client that waits for the next start. */
    public interface Waiting {
        /** Takes hold of the process's streams. */
        void connect(LiveContainer process) throws IOException;

        /** There will be nothing to take hold of: the start failed or the container is gone. */
        void giveUp();
    }

    private final List<Waiting> waiting = new ArrayList<>();

    /** Adds a client that waits; one that leaves is taken out by {@link #remove}. */
    public synchronized void add(Waiting client) {
        waiting.add(client);
    }

    public synchronized void remove(Waiting client) {
        waiting.remove(client);
    }

    /** Connects everybody who waits to a process that was created and does not run yet. */
    void connect(LiveContainer process) throws IOException {
        for (Waiting client : takeAll()) {
            client.connect(process);
        }
    }

    /** Lets everybody who still waits go. */
    void disconnect() {
        takeAll().forEach(Waiting::giveUp);
    }

    private synchronized List<Waiting> takeAll() {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
