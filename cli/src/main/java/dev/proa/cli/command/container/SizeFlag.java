package dev.proa.cli.command.container;

import dev.proa.cli.flag.Flag;
import dev.proa.cli.format.Units;

/** A flag with an amount of memory such as {@code 512m}. */
final class SizeFlag extends Flag {
    private final boolean unlimited;
    private long bytes;

    /** @param unlimited whether {@code -1} stands for no limit */
    SizeFlag(String name, char shorthand, boolean unlimited, String usage) {
        super(name, shorthand, usage);
        this.unlimited = unlimited;
    }

    long bytes() {
        return bytes;
    }

    @Override
    protected String type() {
        return "bytes";
    }

    @Override
    protected void set(String text) {
        bytes = unlimited && text.equals("-1") ? -1 : Units.ramInBytes(text);
    }
}
