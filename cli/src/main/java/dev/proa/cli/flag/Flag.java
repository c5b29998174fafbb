package dev.proa.cli.flag;

/** One option of a command, holding the value it got. Not thread-safe. */
public abstract class Flag {
    private final String name;
    private final char shorthand;
    private final String usage;
    private String defaultText = "";
    private boolean hidden;
    private boolean changed;

    /**
     * @param name long name without dashes
     * @param shorthand the single-letter name, or 0 for none
     * @param usage one line for {@code --help}; may hold line feeds
     */
    protected Flag(String name, char shorthand, String usage) {
        this.name = name;
        this.shorthand = shorthand;
        this.usage = usage;
    }

    public final String name() {
        return name;
    }

    public final char shorthand() {
        return shorthand;
    }

    final String usage() {
        return usage;
    }

    final String defaultText() {
        return defaultText;
    }

    final boolean hidden() {
        return hidden;
    }

    /** Whether the user gave this flag, with whatever value. */
    public final boolean changed() {
        return changed;
    }

    /** Leaves this flag out of {@code --help}. */
    public final Flag hide() {
        hidden = true;
        return this;
    }

    /** What {@code --help} shows after the usage, for example {@code (default "table")}. */
    public final Flag defaultText(String text) {
        defaultText = text;
        return this;
    }

    final void give(String value) {
        set(value);
        changed = true;
    }

    /** The word for the value in {@code --help}; empty for a flag that needs none. */
    protected abstract String type();

    /**
     * Takes a value from the command line.
     *
     * @throws IllegalArgumentException with Docker's wording, if the value does not fit
     */
    protected abstract void set(String value);
}
