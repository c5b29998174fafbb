package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.format.ObjectTemplate;
import dev.proa.cli.json.JsonIndenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints objects in full, as the daemon sent them or by a template. */
public final class Inspection {
    private Inspection() {}

    /**
     * An object as the daemon sent it.
     *
     * @param kind the name of its Go type, by which templates find fields that the JSON leaves out
     */
    public record Found(String kind, String json) {}

    /** Finds an object by the name that the user typed. */
    public interface Finder {
        Found find(String name) throws IOException, CliException;
    }

    /** Prints all that are found, then fails with the errors of the others. */
    public static void print(Cli cli, List<String> names, String format, Finder finder) throws CliException {
        ObjectTemplate template = null;
        if (!format.isEmpty() && !format.equals("json")) {
            template = ObjectTemplate.parse(format);
        }
        List<String> errors = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        StringBuilder array = new StringBuilder("[");
        for (String name : names) {
            try {
                Found found = finder.find(name);
                if (template != null) {
                    lines.append(template.apply(found.kind(), found.json())).append('\n');
                } else {
                    array.append(array.length() > 1 ? "," : "").append(found.json());
                }
            } catch (CliException e) {
                errors.add(e.text());
            } catch (IOException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }
        array.append(']');
        if (template != null) {
            cli.out().append(lines.isEmpty() ? "\n" : lines);
        } else {
            StringBuilder text = new StringBuilder();
            if (format.equals("json")) {
                JsonIndenter.compact(array.toString(), text);
            } else {
                JsonIndenter.indent(array.toString(), "", "    ", text);
            }
            cli.out().append(text).append('\n');
        }
        Containers.failWith(errors);
    }
}
