package dev.proa.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures as a table in Markdown, with the reasons of missing ones below. */
public record Table(List<Column> columns, List<Line> lines) {
    public Table {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
    }

    /** The table, one text line for each of its lines. */
    public String markdown() {
        StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(column.title()).append(" |"));
        text.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        List<String> notes = new ArrayList<>();
        for (Line line : lines) {
            text.append("| ")
                    .append(line.title())
                    .append(", ")
                    .append(line.unit().symbol())
                    .append(" |");
            for (Column column : columns) {
                text.append(' ').append(cell(line, column)).append(" |");
                String failure = line.failures().get(column.title());
                if (failure != null) {
                    notes.add("- " + line.title() + ", " + column.title() + ": " + failure);
                }
            }
            text.append('\n');
        }
        if (!notes.isEmpty()) {
            text.append("\nFailed:\n").append(String.join("\n", notes)).append('\n');
        }
        return text.toString();
    }

    private static String cell(Line line, Column column) {
        if (line.failures().containsKey(column.title())) {
            return "failed";
        }
        Summary figures = line.figures().get(column.title());
        if (figures == null) {
            return "–";
        }
        String text = "**%s** (%s–%s)"
                .formatted(
                        number(line.unit().of(figures.median())),
                        number(line.unit().of(figures.min())),
                        number(line.unit().of(figures.max())));
        Summary reference = column.reference() == null ? null : line.figures().get(column.reference());
        if (reference == null || reference.median() <= 0) {
            return text;
        }
        return text + ", %s×".formatted(number(figures.median() / reference.median()));
    }

    /** Two digits that count, all before the point. */
    private static String number(double value) {
        String format = Math.abs(value) >= 99.95 ? "%.0f" : Math.abs(value) >= 9.95 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
