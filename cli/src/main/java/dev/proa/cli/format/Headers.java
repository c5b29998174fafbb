package dev.proa.cli.format;

/** The column titles of a listing. */
public interface Headers {
    /** The title of a column, or the empty text if the column has none. */
    String title(String name);
}
