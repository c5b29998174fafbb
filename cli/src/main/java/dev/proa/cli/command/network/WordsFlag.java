package dev.proa.cli.command.network;

import dev.proa.cli.command.Csv;
import dev.proa.cli.flag.Flag;
import java.util.ArrayList;
import java.util.List;

/** A flag that may be given many times, each time with one value or several between commas. */
final class WordsFlag extends Flag {
    private final List<String> values = new ArrayList<>();

    WordsFlag(String name, String usage) {
        super(name, '\0', usage);
    }

    List<String> values() {
        return values;
    }

    @Override
    protected String type() {
        return "strings";
    }

    @Override
    protected void set(String text) {
        if (!text.isEmpty()) {
            values.addAll(Csv.fields(text));
        }
    }
}
