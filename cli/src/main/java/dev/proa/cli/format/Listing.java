package dev.proa.cli.format;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.template.Template;
import dev.proa.cli.template.TemplateException;
import java.util.List;

/** Prints rows as a table, as JSON or by a template. */
public final class Listing {
    private static final int LEAST_WIDTH = 10;
    private static final int PADDING = 3;

    private Listing() {}

    /** Prints the columns named, under their titles: the listings' default. */
    public static void table(Cli cli, List<String> columns, Headers headers, List<? extends Row> rows) {
        Tabwriter table = new Tabwriter(LEAST_WIDTH, PADDING);
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
            line.append(line.isEmpty() ? "" : "\t").append(headers.title(column));
        }
        table.line(line.toString());
        for (Row row : rows) {
            StringBuilder cells = new StringBuilder();
            boolean first = true;
            for (String column : columns) {
                if (!first) {
                    cells.append('\t');
                }
                first = false;
                cells.append(row.get(column));
            }
            // A cell may hold line feeds; each is a line of the table, as it is for Docker.
            int start = 0;
            for (int end = cells.indexOf("\n"); end >= 0; end = cells.indexOf("\n", start)) {
                table.line(cells.substring(start, end));
                start = end + 1;
            }
            table.line(cells.substring(start));
        }
        cli.out().append(table.finish());
    }

    /** Prints one value of each row on a line of its own. */
    public static void values(Cli cli, String name, List<? extends Row> rows) {
        for (Row row : rows) {
            cli.println(String.valueOf(row.get(name)));
        }
    }

    /**
     * Prints by the user's {@code --format}: {@code json}, {@code table TEMPLATE} or a template.
     *
     * @param names the columns that the rows have
     * @throws CliException with Go's wording, if the template does not parse or fails
     */
    public static void formatted(Cli cli, String format, List<String> names, Headers headers, List<? extends Row> rows)
            throws CliException {
        boolean isTable = format.startsWith("table");
        String source = format.equals("json") ? "{{json .}}" : isTable ? format.substring("table".length()) : format;
        source = trim(source).replace("\\t", "\t").replace("\\n", "\n");
        RowTemplate template = RowTemplate.parse(source);
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(template.row(row)).append('\n');
        }
        if (isTable) {
            cli.out().append(Tabwriter.align(template.header(names, headers) + "\n" + text, LEAST_WIDTH, PADDING));
        } else {
            cli.out().append(text);
        }
    }

    /**
     * Whether a template asks for a value. It is tried on a row of nothing.
     *
     * @throws CliException with Go's wording, if the template does not parse or fails
     */
    public static boolean names(String format, String name, Row empty) throws CliException {
        RecordingRow row = new RecordingRow(empty);
        Template template;
        try {
            template = Template.parse(format);
        } catch (TemplateException e) {
            throw new CliException("failed to parse template: " + e.text());
        }
        try {
            template.apply(row);
        } catch (TemplateException e) {
            throw new CliException("failed to execute template: " + e.text());
        }
        return row.asked(name);
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(start, end);
    }
}
