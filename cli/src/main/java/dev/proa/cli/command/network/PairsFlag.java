package dev.proa.cli.command.network;

import dev.proa.cli.command.KeyValues;
import dev.proa.cli.flag.Flag;
import java.util.LinkedHashMap;
import java.util.Map;

/** A flag that may be given many times, each time with {@code key=value}; a key alone has the empty value. */
final class PairsFlag extends Flag {
    private final Map<String, Object> values = new LinkedHashMap<>();

    PairsFlag(String name, char shorthand, String usage) {
        super(name, shorthand, usage);
        defaultText("(default map[])");
    }

    /** The pairs, of whose keys the last one given counts. */
    Map<String, Object> values() {
        return values;
    }

    @Override
    protected String type() {
        return "map";
    }

    @Override
    protected void set(String text) {
        KeyValues.put(values, text);
    }
}
