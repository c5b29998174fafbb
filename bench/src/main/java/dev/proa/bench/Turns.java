package dev.proa.bench;

import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.report.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures several contestants in turns, A B C A B C …, so that what disturbs the machine meanwhile hits all alike. */
final class Turns {
    /** Measures once. */
    interface Measurement {
        double measure() throws CommandFailed, InterruptedException;
    }

    /**
     * What came of it, by the contestants' names.
     *
     * @param figures of those that never failed
     * @param failures why the others did
     */
    record Result(Map<String, Summary> figures, Map<String, String> failures) {}

    private final Map<String, Measurement> contestants = new LinkedHashMap<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /** Adds a contestant; names are unique. */
    void add(String name, Measurement measurement) {
        contestants.put(name, measurement);
    }

    /** Marks as failed without a try, or takes out of the turns, the contestant of this name. */
    void fail(String name, String reason) {
        contestants.remove(name);
        values.remove(name);
        failures.putIfAbsent(name, reason);
    }

    /** Runs one round whose figures do not count, so that caches are warm, and then this many that do. */
    Result run(int rounds) throws InterruptedException {
        for (int round = 0; round <= rounds; round++) {
            for (var contestant : List.copyOf(contestants.entrySet())) {
                String name = contestant.getKey();
                try {
                    double value = contestant.getValue().measure();
                    if (round > 0) {
                        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
                    }
                } catch (CommandFailed e) {
                    fail(name, String.valueOf(e.getMessage()));
                }
            }
        }
        Map<String, Summary> figures = new LinkedHashMap<>();
        values.forEach((name, all) -> figures.put(name, Summary.of(all)));
        return new Result(figures, Map.copyOf(failures));
    }
}
