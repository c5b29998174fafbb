package dev.proa.cli.format;

import dev.proa.cli.CliException;
import dev.proa.cli.template.Template;
import dev.proa.cli.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed {@code --format} template of a listing. */
final class RowTemplate {
    private final Template template;

    private RowTemplate(Template template) {
        this.template = template;
    }

    static RowTemplate parse(String source) throws CliException {
        try {
            return new RowTemplate(Template.parse(source));
        } catch (TemplateException e) {
            throw new CliException("template parsing error: " + e.text());
        }
    }

    String row(Row row) throws CliException {
        try {
            return template.apply(row);
        } catch (TemplateException e) {
            throw new CliException("template parsing error: " + e.text());
        }
    }

    /** The titles of the columns named; what fails in the titles is left out, as Docker does. */
    String header(List<String> names, Headers headers) {
        Map<String, Object> titles = new LinkedHashMap<>();
        for (String name : names) {
            String title = headers.title(name);
            if (!title.isEmpty()) {
                titles.put(name, title);
            }
        }
        try {
            return template.header(titles);
        } catch (TemplateException _) {
            return "";
        }
    }
}
