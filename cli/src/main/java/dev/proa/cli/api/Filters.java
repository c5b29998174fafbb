package dev.proa.cli.api;

import dev.proa.cli.json.JsonText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values of {@code --filter}, in the API's form: name to set of values. */
public final class Filters {
    private final Map<String, Set<String>> values = new LinkedHashMap<>();

    /** From {@code name=value} texts. */
    public static Filters of(List<String> texts) {
        Filters filters = new Filters();
        for (String text : texts) {
            if (!text.isEmpty()) {
                int equals = text.indexOf('=');
                filters.add(
                        text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        text.substring(equals + 1).strip());
            }
        }
        return filters;
    }

    public Filters add(String name, String value) {
        values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value);
        return this;
    }

    /** Filters of the same values that can be added to. */
    public Filters copy() {
        Filters copy = new Filters();
        for (Map.Entry<String, Set<String>> entry : values.entrySet()) {
            copy.values.put(entry.getKey(), new LinkedHashSet<>(entry.getValue()));
        }
        return copy;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Set<String> get(String name) {
        return values.getOrDefault(name, Set.of());
    }

    /** JSON such as {@code {"status":{"exited":true}}}. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Map.Entry<String, Set<String>> entry : values.entrySet()) {
            Map<String, Object> set = new LinkedHashMap<>();
            for (String value : entry.getValue()) {
                set.put(value, true);
            }
            json.put(entry.getKey(), set);
        }
        return JsonText.compact(json);
    }
}
