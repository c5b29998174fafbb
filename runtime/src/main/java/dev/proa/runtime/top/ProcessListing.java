package dev.proa.runtime.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A table of processes.
 *
 * @param titles the columns' names
 * @param processes a row for each process, with as many fields as there are titles
 */
public record ProcessListing(List<String> titles, List<List<String>> processes) {
    public ProcessListing {
        titles = List.copyOf(titles);
        processes = List.copyOf(processes);
    }

    /**
     * Reads the output of ps, keeping the given processes and lines of their threads, which have {@code -} for a PID.
     *
     * @throws IllegalArgumentException with Docker's message when there is no column PID or something else in it
     */
    static ProcessListing parse(String output, Set<Integer> pids) {
        List<String> lines = output.lines().toList();
        List<String> titles = lines.isEmpty() ? List.of() : fields(lines.getFirst());
        int column = titles.indexOf("PID");
        if (column < 0) {
            throw new IllegalArgumentException("Couldn't find PID field in ps output");
        }
        List<List<String>> rows = new ArrayList<>();
        boolean wanted = false;
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = fields(line);
            if (fields.size() < titles.size()) {
                continue;
            }
            String pid = fields.get(column);
            if (!pid.equals("-")) {
                wanted = pids.contains(number(pid));
            }
            if (wanted) {
                rows.add(row(fields, titles.size()));
            }
        }
        return new ProcessListing(titles, rows);
    }

    private static int number(String pid) {
        try {
            return Integer.parseInt(pid);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException("Unexpected pid '" + pid + "'", malformed);
        }
    }

    /** The last column, a command with its arguments, may hold spaces. */
    private static List<String> row(List<String> fields, int columns) {
        List<String> row = new ArrayList<>(fields.subList(0, columns - 1));
        row.add(String.join(" ", fields.subList(columns - 1, fields.size())));
        return row;
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        // Only ASCII blanks separate: a name may hold others.
        for (String field : line.split("[ \\t\\f\\r]+", -1)) {
            if (!field.isEmpty()) {
                fields.add(field);
            }
        }
        return fields;
    }
}
