package dev.proa.cli.stream;

import dev.proa.cli.api.ApiClient;
import dev.proa.cli.api.Query;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the size of a container's terminal that of this process's window. One thread sends, so that of two sizes in a
 * row the later one stays.
 */
final class WindowFollower {
    private static final int ATTEMPTS = 10;
    private static final int PAUSE_MILLIS = 10;

    private final ApiClient api;
    private final String path;
    private final Semaphore changes = new Semaphore(0);
    private volatile boolean stopped;

    private WindowFollower(ApiClient api, String path) {
        this.api = api;
        this.path = path;
    }

    /** @param redraw whether to send another size first */
    static WindowFollower start(ApiClient api, String path, boolean redraw) {
        WindowFollower follower = new WindowFollower(api, path);
        Thread.ofPlatform().name("window-size").daemon().start(() -> follower.run(redraw));
        return follower;
    }

    void stop() {
        stopped = true;
        changes.release();
    }

    private void run(boolean redraw) {
        // Watched before the first look, or a change between the two would be missed.
        Signals.handle("WINCH", changes::release);
        try {
            WindowSize size = Terminal.windowSize();
            if (size != null && redraw) {
                send(new WindowSize(size.rows() + 1, size.columns() + 1));
            }
            for (int attempt = 1; !sendCurrent() && attempt < ATTEMPTS && !stopped; attempt++) {
                // An exec's process may not be there yet.
                Thread.sleep((long) PAUSE_MILLIS * attempt);
            }
            while (!stopped) {
                changes.acquire();
                changes.drainPermits();
                if (!stopped) {
                    sendCurrent();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sendCurrent() {
        @Nullable WindowSize size = Terminal.windowSize();
        return size == null || send(size);
    }

    private boolean send(WindowSize size) {
        try (var _ = api.post(Query.of(path + "/resize")
                .add("h", Integer.toString(size.rows()))
                .add("w", Integer.toString(size.columns())))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
