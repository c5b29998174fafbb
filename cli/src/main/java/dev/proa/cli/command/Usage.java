package dev.proa.cli.command;

import java.util.List;

/**
 * How a command is called.
 *
 * @param arguments what follows its name, for example {@code [OPTIONS] CONTAINER}
 * @param summary one line for help
 * @param aliases its other names, for example {@code image rm}; empty if it has none
 * @param least the fewest positional arguments
 * @param most the most positional arguments
 * @param interspersed whether flags may follow positional arguments
 */
public record Usage(String arguments, String summary, List<String> aliases, int least, int most, boolean interspersed) {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    public static Usage none(String arguments, String summary, String... aliases) {
        return new Usage(arguments, summary, List.of(aliases), 0, 0, true);
    }

    public static Usage exactly(int count, String arguments, String summary, String... aliases) {
        return new Usage(arguments, summary, List.of(aliases), count, count, true);
    }

    public static Usage atLeast(int count, String arguments, String summary, String... aliases) {
        return new Usage(arguments, summary, List.of(aliases), count, NO_LIMIT, true);
    }

    public static Usage atMost(int count, String arguments, String summary, String... aliases) {
        return new Usage(arguments, summary, List.of(aliases), 0, count, true);
    }

    /** The same, with flags only before the first positional argument. */
    public Usage flagsFirst() {
        return new Usage(arguments, summary, aliases, least, most, false);
    }
}
