package dev.proa.cli.format;

import dev.proa.cli.CliException;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.MalformedJsonException;
import dev.proa.cli.template.GoType;
import dev.proa.cli.template.Template;
import dev.proa.cli.template.TemplateException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A {@code --format} template for one object. */
public final class ObjectTemplate {
    /** How a command ends whose template cannot be parsed, as Docker's. */
    public static final int EXIT_CODE = 64;

    private static final String ERROR = "template parsing error: ";
    private final Template template;

    private ObjectTemplate(Template template) {
        this.template = template;
    }

    /**
     * Parses; {@code json} stands for the whole object.
     *
     * @throws CliException to end with {@link #EXIT_CODE}
     */
    public static ObjectTemplate parse(String source) throws CliException {
        try {
            return new ObjectTemplate(Template.parse(source.equals("json") ? "{{json .}}" : source));
        } catch (TemplateException e) {
            throw new CliException(EXIT_CODE, ERROR + e.text());
        }
    }

    /**
     * Parses, with Go's message alone in the error.
     *
     * @param name the template's name in errors
     */
    public static ObjectTemplate parsePlain(String name, String source) throws CliException {
        try {
            return new ObjectTemplate(Template.parse(name, source.equals("json") ? "{{json .}}" : source));
        } catch (TemplateException e) {
            throw new CliException(e.text());
        }
    }

    /**
     * What it makes of an object: first by the object's type, which knows fields that the JSON leaves out, and if that
     * fails by the JSON as it is.
     *
     * @param kind the type's name
     */
    public String apply(String kind, String json) throws CliException {
        Object value;
        try {
            value = Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new CliException("unable to read inspect data: " + e.getMessage());
        }
        GoType type = GoTypes.find(kind);
        if (type != null) {
            String typed = tryTyped(type, value);
            if (typed != null) {
                return typed;
            }
        }
        try {
            return template.applyRaw(value);
        } catch (TemplateException e) {
            throw new CliException(ERROR + e.text());
        }
    }

    /** What it makes of an object by its type alone. */
    public String applyTyped(String kind, Object json) throws CliException {
        GoType type = GoTypes.find(kind);
        try {
            return type == null ? template.applyRaw(json) : template.apply(type, json);
        } catch (TemplateException e) {
            throw new CliException(e.text());
        }
    }

    private @Nullable String tryTyped(GoType type, Object value) {
        try {
            return template.apply(type, value);
        } catch (TemplateException _) {
            return null;
        }
    }
}
