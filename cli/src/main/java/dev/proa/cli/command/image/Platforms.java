package dev.proa.cli.command.image;

import dev.proa.cli.CliException;
import dev.proa.cli.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** Platforms such as {@code linux/arm64/v8}. */
final class Platforms {
    private Platforms() {}

    /** The API's form. */
    static String toJson(String text) throws CliException {
        String[] parts = text.split("/", -1);
        if (text.isEmpty() || parts.length > 3) {
            throw new CliException("invalid platform: \"" + text + "\": cannot parse platform specifier");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architecture", parts.length > 1 ? parts[1] : "amd64");
        json.put("os", parts[0]);
        if (parts.length > 2) {
            json.put("variant", parts[2]);
        }
        return JsonText.compact(json);
    }
}
