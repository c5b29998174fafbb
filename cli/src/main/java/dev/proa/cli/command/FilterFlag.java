package dev.proa.cli.command;

import dev.proa.cli.flag.ListFlag;

/** {@code --filter name=value}. */
public final class FilterFlag extends ListFlag {
    public FilterFlag(char shorthand, String usage) {
        super("filter", shorthand, "filter", usage);
    }

    @Override
    protected String check(String text) {
        if (!text.isEmpty() && text.indexOf('=') < 0) {
            throw new IllegalArgumentException("bad format of filter (expected name=value)");
        }
        return text;
    }
}
