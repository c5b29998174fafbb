package dev.proa.engine.imagestore;

import dev.proa.engine.failure.Internal;
import dev.proa.engine.image.PushProgress;
import dev.proa.image.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Pushes the layers of an image side by side, the topmost first: it is the likeliest to be new. */
final class PushLayers {
    /** As dockerd; more only divide the line's bandwidth. */
    private static final int AT_ONCE = 5;

    private final PushLayer push;
    private final PushProgress progress;

    PushLayers(PushLayer push, PushProgress progress) {
        this.push = push;
        this.progress = progress;
    }

    private record Done(Digest stored, CompressedLayers.Known sent) {}

    /**
     * Returns when all are there; the first failure, or an interrupt, ends them all.
     *
     * @return what was pushed, by the digest of what is stored here
     */
    Map<Digest, CompressedLayers.Known> run(List<PushedLayer> layers) throws IOException {
        // An image may have the same layer twice.
        Map<Digest, PushedLayer> distinct = new LinkedHashMap<>();
        layers.reversed().forEach(layer -> distinct.putIfAbsent(layer.stored(), layer));
        distinct.values().forEach(layer -> progress.state(layer.shown(), "Preparing"));
        distinct.values().stream().skip(AT_ONCE).forEach(layer -> progress.state(layer.shown(), "Waiting"));
        Semaphore turns = new Semaphore(AT_ONCE, true);
        Map<Digest, CompressedLayers.Known> pushed = new HashMap<>();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<Done> done = new ExecutorCompletionService<>(tasks);
            try {
                for (PushedLayer layer : distinct.values()) {
                    done.submit(inTurn(turns, layer));
                }
                for (int i = 0; i < distinct.size(); i++) {
                    Done one = done.take().get();
                    pushed.put(one.stored(), one.sent());
                }
            } catch (ExecutionException failure) {
                tasks.shutdownNow();
                throw cause(failure);
            } catch (InterruptedException interrupted) {
                tasks.shutdownNow();
                Thread.currentThread().interrupt();
                InterruptedIOException stopped = new InterruptedIOException("the push was cancelled");
                stopped.initCause(interrupted);
                throw stopped;
            }
        }
        return pushed;
    }

    private Callable<Done> inTurn(Semaphore turns, PushedLayer layer) {
        return () -> {
            turns.acquire();
            try {
                return new Done(layer.stored(), push.run(layer));
            } finally {
                turns.release();
            }
        };
    }

    private static IOException cause(ExecutionException failure) {
        return switch (failure.getCause()) {
            case IOException io -> io;
            case RuntimeException known -> throw known;
            case Error fatal -> throw fatal;
            case null, default -> throw new Internal("push a layer: " + failure.getMessage(), failure);
        };
    }
}
