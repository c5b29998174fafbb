package dev.proa.cli.format;

import java.util.List;

/** One line of a listing: the values that a {@code --format} template may name. */
public interface Row {
    /** The names of all values that need no argument, sorted: the keys of the row's JSON. */
    List<String> names();

    /**
     * A value by its name.
     *
     * @throws java.util.NoSuchElementException if there is no such name
     */
    Object get(String name);

    /** A value as text. */
    default String shown(String name) {
        return String.valueOf(get(name));
    }

    /** A value of {@code .Label "key"}; rows without labels have none. */
    default String label(String key) {
        throw new java.util.NoSuchElementException("Label");
    }

    /** Whether templates may call {@code .Label}. */
    default boolean hasLabels() {
        return false;
    }

    /** The name of the Go type that plays this part in Docker's command line, as its template errors show it. */
    String goType();
}
