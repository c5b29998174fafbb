package dev.proa.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the user asked for.
 *
 * @param rounds how often a row is measured, at least once
 * @param only ids of the rows to measure; empty for all
 * @param engines names of the engines to compare
 */
record Options(int rounds, Set<String> only, Set<String> engines) {
    static final String HELP = """
            usage: bench/run [--rounds N] [--only ROW[,ROW…]] [--engines ENGINE[,ENGINE…]]

              --rounds N    measure each row N times (default 20; rows that take seconds are measured 3 or 5 times)
              --only ROWS   only these rows
              --engines E   of dockerd, podman, proa (default: all)

            Rows:
            """;

    private static final List<String> ENGINES = List.of("dockerd", "podman", "proa");

    Options {
        only = Set.copyOf(only);
        engines = Set.copyOf(engines);
    }

    /**
     * Reads the command line.
     *
     * @param rows the ids of all rows
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Options parse(List<String> arguments, List<String> rows) {
        int rounds = 20;
        Set<String> only = Set.of();
        Set<String> engines = Set.copyOf(ENGINES);
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!List.of("--rounds", "--only", "--engines").contains(option)) {
                throw new IllegalArgumentException("unknown option: " + option);
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = arguments.get(i + 1);
            switch (option) {
                case "--rounds" -> rounds = count(value);
                case "--only" -> only = choice("row", value, rows);
                default -> engines = choice("engine", value, ENGINES);
            }
        }
        return new Options(rounds, only, engines);
    }

    private static int count(String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("--rounds needs a positive number, not " + value);
        }
        return Integer.parseInt(value);
    }

    private static Set<String> choice(String what, String value, List<String> known) {
        List<String> names = new ArrayList<>(List.of(value.split(",", -1)));
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no such " + what + ": " + String.join(", ", unknown) + " (known: "
                    + String.join(", ", known) + ")");
        }
        return Set.copyOf(names);
    }
}
