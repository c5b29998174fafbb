package dev.proa.cli.flag;

/** A flag with one text; the last one given counts. */
public final class StringFlag extends Flag {
    private String value;

    StringFlag(String name, char shorthand, String initial, String usage) {
        super(name, shorthand, usage);
        this.value = initial;
        if (!initial.isEmpty()) {
            defaultText("(default \"" + initial + "\")");
        }
    }

    public String value() {
        return value;
    }

    @Override
    protected String type() {
        return "string";
    }

    @Override
    protected void set(String text) {
        value = text;
    }
}
