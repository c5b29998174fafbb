package dev.proa.bench.measure;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.CommandFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Many containers started at once; the time until the last of them runs. */
public final class Parallel implements Row {
    private static final int AT_ONCE = 6;
    private static final List<String> NAMES =
            IntStream.range(0, 30).mapToObj(i -> "bench-parallel-" + i).toList();

    @Override
    public String id() {
        return "parallel";
    }

    @Override
    public String title() {
        return "30 × `run -d`, six at a time";
    }

    @Override
    public int rounds(int asked) {
        return Math.min(asked, 5);
    }

    @Override
    public double measure(Client client) throws CommandFailed, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> runs = new ArrayList<>();
            long start = System.nanoTime();
            for (String name : NAMES) {
                runs.add(threads.submit(() -> {
                    client.runIdle(name);
                    return name;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            return System.nanoTime() - start;
        } catch (ExecutionException e) {
            throw new CommandFailed(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } finally {
            client.remove(NAMES);
        }
    }
}
