package dev.proa.cli.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns tab-separated cells in columns, by the elastic tabstops of Go's text/tabwriter: a column is a run of
 * neighbouring lines that have a tab behind that cell, as wide as its widest cell. Not thread-safe.
 */
public final class Tabwriter {
    private final int leastWidth;
    private final int padding;
    private final StringBuilder out = new StringBuilder();
    private final List<String[]> lines = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    /**
     * @param leastWidth the narrowest a column may be, with its padding
     * @param padding spaces behind the widest cell
     */
    public Tabwriter(int leastWidth, int padding) {
        this.leastWidth = leastWidth;
        this.padding = padding;
    }

    /** Aligns a text of lines. */
    public static String align(String text, int leastWidth, int padding) {
        Tabwriter writer = new Tabwriter(leastWidth, padding);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            writer.line(text.substring(start, end));
            start = end + 1;
        }
        if (start < text.length()) {
            writer.line(text.substring(start));
            String aligned = writer.finish();
            return aligned.substring(0, aligned.length() - 1);
        }
        return writer.finish();
    }

    /** Adds a line of cells with tabs between them. */
    public void line(String text) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int tab = text.indexOf('\t'); tab >= 0; tab = text.indexOf('\t', start)) {
            cells.add(text.substring(start, tab));
            start = tab + 1;
        }
        cells.add(text.substring(start));
        lines.add(cells.toArray(new String[0]));
    }

    /** The aligned lines, each with its line feed. */
    public String finish() {
        block(0, lines.size());
        return out.toString();
    }

    private void block(int from, int to) {
        int column = widths.size();
        int start = from;
        int line = from;
        while (line < to) {
            if (column >= lines.get(line).length - 1) {
                line++;
                continue;
            }
            write(start, line);
            start = line;
            int width = leastWidth;
            while (line < to && column < lines.get(line).length - 1) {
                width = Math.max(width, width(lines.get(line)[column]) + padding);
                line++;
            }
            widths.add(width);
            block(start, line);
            widths.removeLast();
            start = line;
        }
        write(start, to);
    }

    private void write(int from, int to) {
        for (int i = from; i < to; i++) {
            String[] cells = lines.get(i);
            for (int j = 0; j < cells.length; j++) {
                out.append(cells[j]);
                if (j < widths.size()) {
                    out.repeat(' ', widths.get(j) - width(cells[j]));
                }
            }
            out.append('\n');
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
