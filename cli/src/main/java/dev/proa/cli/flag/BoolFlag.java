package dev.proa.cli.flag;

/** A flag that is true when named; {@code --name=false} is understood too. */
public final class BoolFlag extends Flag {
    private boolean value;

    BoolFlag(String name, char shorthand, boolean initial, String usage) {
        super(name, shorthand, usage);
        this.value = initial;
        if (initial) {
            defaultText("(default true)");
        }
    }

    public boolean value() {
        return value;
    }

    @Override
    protected String type() {
        return "";
    }

    @Override
    protected void set(String text) {
        // The spellings of Go's strconv.ParseBool.
        value = switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default ->
                throw new IllegalArgumentException("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }
}
