package dev.proa.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The one daemon that most tests share: started by the first that asks, emptied of what a test class left behind after
 * each class, stopped by {@link NothingIsLeftTest}, which runs last.
 */
final class SharedEngine implements AfterAllCallback, ParameterResolver {

    /** What every test may rely on: see {@link Fixtures}. */
    static final List<String> KEPT_IMAGES = List.of("busybox:latest", "hello-world:latest");

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable Daemon daemon;

    static synchronized Daemon daemon() {
        if (daemon == null) {
            try {
                Daemon started = Daemon.start();
                // For runs of single classes and interrupted ones, where NothingIsLeftTest does not come last.
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    if (started.isAlive()) {
                        try {
                            started.close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                }));
                Fixtures.loadInto(started);
                started.cleanUp(KEPT_IMAGES);
                daemon = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return daemon;
    }

    static synchronized void stopAndExpectNothingLeft() throws IOException {
        if (daemon != null) {
            Daemon stopped = daemon;
            daemon = null;
            stopped.cleanUp(List.of());
            stopped.stopAndExpectNothingLeft();
        }
    }

    /** A name no other container of the run has. */
    static String freshName(String stem) {
        return stem + "-" + NAMES.incrementAndGet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Daemon running;
        synchronized (SharedEngine.class) {
            running = daemon;
        }
        if (running != null) {
            running.cleanUp(KEPT_IMAGES);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Daemon.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return daemon();
    }
}
