package dev.proa.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts of the form {@code key=value}; a key alone has the empty value. */
public final class KeyValues {
    private KeyValues() {}

    /** What they say together; of those with the same key the last one counts. */
    public static Map<String, Object> map(List<String> texts) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String text : texts) {
            put(map, text);
        }
        return map;
    }

    /** Adds what one says. */
    public static void put(Map<String, Object> map, String text) {
        int equals = text.indexOf('=');
        map.put(equals < 0 ? text : text.substring(0, equals), equals < 0 ? "" : text.substring(equals + 1));
    }
}
