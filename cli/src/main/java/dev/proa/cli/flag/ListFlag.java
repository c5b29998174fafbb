package dev.proa.cli.flag;

import java.util.ArrayList;
import java.util.List;

/** A flag that may be given many times and keeps every value. */
public class ListFlag extends Flag {
    private final List<String> values = new ArrayList<>();
    private final String type;

    public ListFlag(String name, char shorthand, String type, String usage) {
        super(name, shorthand, usage);
        this.type = type;
    }

    public final List<String> values() {
        return values;
    }

    @Override
    protected final String type() {
        return type;
    }

    @Override
    protected final void set(String text) {
        values.add(check(text));
    }

    /**
     * The value to keep for what was typed.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    protected String check(String text) {
        return text;
    }
}
