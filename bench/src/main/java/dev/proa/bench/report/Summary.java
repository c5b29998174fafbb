package dev.proa.bench.report;

import java.util.List;

/** What several measurements of one thing come to. */
public record Summary(double min, double median, double max) {
    /**
     * Of at least one value.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Summary of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Summary(sorted.getFirst(), median, sorted.getLast());
    }
}
