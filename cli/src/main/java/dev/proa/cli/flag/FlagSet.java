package dev.proa.cli.flag;

import java.util.ArrayList;
import java.util.List;

/** The flags of one command. */
public final class FlagSet {
    private final List<Flag> flags = new ArrayList<>();

    public <F extends Flag> F add(F flag) {
        flags.add(flag);
        return flag;
    }

    public BoolFlag bool(String name, char shorthand, String usage) {
        return add(new BoolFlag(name, shorthand, false, usage));
    }

    public BoolFlag bool(String name, String usage) {
        return bool(name, '\0', usage);
    }

    public BoolFlag boolByDefault(String name, char shorthand, String usage) {
        return add(new BoolFlag(name, shorthand, true, usage));
    }

    public StringFlag string(String name, char shorthand, String initial, String usage) {
        return add(new StringFlag(name, shorthand, initial, usage));
    }

    public StringFlag string(String name, String usage) {
        return string(name, '\0', "", usage);
    }

    public ListFlag list(String name, char shorthand, String usage) {
        return add(new ListFlag(name, shorthand, "list", usage));
    }

    public ListFlag list(String name, String usage) {
        return list(name, '\0', usage);
    }

    /** A signed number of {@code bits} bits, shown as {@code int} in the help. */
    public NumberFlag integer(String name, char shorthand, long initial, String usage) {
        return add(new NumberFlag(name, shorthand, initial, "int", true, 64, usage));
    }

    public NumberFlag unsigned(String name, int bits, String usage) {
        return add(new NumberFlag(name, '\0', 0, "uint" + bits, false, bits, usage));
    }

    public boolean hasShorthand(char shorthand) {
        for (Flag flag : flags) {
            if (flag.shorthand() == shorthand) {
                return true;
            }
        }
        return false;
    }

    /** In the order they were added. */
    public List<Flag> all() {
        return flags;
    }
}
