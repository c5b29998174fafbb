package dev.proa.cli.template;

import dev.proa.cli.format.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parsed template. Immutable. */
public final class Template {
    private final String name;
    private final String source;
    private final Map<String, Node.Body> defined;

    private Template(String name, String source, Map<String, Node.Body> defined) {
        this.name = name;
        this.source = source;
        this.defined = defined;
    }

    /**
     * Parses a template's text.
     *
     * @throws TemplateException with Go's message, if it is malformed
     */
    public static Template parse(String source) {
        return parse("", source);
    }

    /** Parses a template whose errors show a name. */
    public static Template parse(String name, String source) {
        return new Template(name, source, Parser.parse(name, source));
    }

    /** What it makes of a row of a listing. */
    public String apply(Row row) {
        return run(new GoValue.RowValue(row), false, false);
    }

    /** What it makes of a table's titles, by the names of the columns. */
    public String header(Map<String, Object> titles) {
        return run(new GoValue.MapValue(new GoType.Basic("string"), new LinkedHashMap<>(titles)), false, true);
    }

    /** What it makes of an object of a known type. */
    public String apply(GoType type, Object json) {
        return run(GoValue.of(type, json), false, false);
    }

    /** What it makes of JSON as it is; a key that is missing is an error. */
    public String applyRaw(Object json) {
        return run(GoValue.raw(json), true, false);
    }

    private String run(Object data, boolean missingKeyFails, boolean header) {
        return new Executor(name, source, defined, missingKeyFails, header).run(data);
    }
}
