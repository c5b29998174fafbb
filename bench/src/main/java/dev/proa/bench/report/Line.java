package dev.proa.bench.report;

import java.util.Map;

/**
 * A line of the table.
 *
 * @param title its head
 * @param unit what its figures are printed in
 * @param figures what was measured, by the column's title
 * @param failures why nothing was, by the column's title
 */
public record Line(String title, Unit unit, Map<String, Summary> figures, Map<String, String> failures) {
    public Line {
        figures = Map.copyOf(figures);
        failures = Map.copyOf(failures);
    }
}
