package dev.proa.cli.command.container;

import dev.proa.cli.flag.Flag;
import dev.proa.cli.format.GoDuration;

/** A flag with a length of time such as {@code 1m30s}. */
final class DurationFlag extends Flag {
    private long nanos;

    DurationFlag(String name, String usage) {
        super(name, '\0', usage);
    }

    long nanos() {
        return nanos;
    }

    @Override
    protected String type() {
        return "duration";
    }

    @Override
    protected void set(String text) {
        nanos = GoDuration.nanos(text);
    }
}
