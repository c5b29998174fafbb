package dev.proa.cli.command;

/** The help of {@code --format}, which many commands have. */
public final class FormatHelp {
    /** For commands that list. */
    public static final String LISTING = """
            How to print:
            'table': a table with titles (default)
            'table TEMPLATE': a table with the columns of a Go template
            'json': one JSON object a line
            'TEMPLATE': whatever the Go template makes of each line""";

    /** For commands that show one object in full. */
    public static final String OBJECT = """
            How to print:
            'json': JSON
            'TEMPLATE': whatever the Go template makes of the object""";

    private FormatHelp() {}
}
