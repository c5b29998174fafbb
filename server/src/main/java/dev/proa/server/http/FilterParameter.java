package dev.proa.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proa.engine.Filters;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.wire.json.BadJson;
import dev.proa.wire.json.WireJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameter {@code filters}, in both its forms: <code>{"label": {"a=b": true}}</code>, as clients since API 1.22
 * send it, and <code>{"label": ["a=b"]}</code>.
 */
final class FilterParameter {
    private FilterParameter() {}

    static Filters parse(WireJson json, String parameter) {
        if (parameter.isEmpty()) {
            return Filters.NONE;
        }
        if (!(tree(json, parameter) instanceof Map<?, ?> keys)) {
            throw invalid();
        }
        Map<String, List<String>> filters = new LinkedHashMap<>();
        keys.forEach((key, values) -> filters.put(String.valueOf(key), values(values)));
        return new Filters(filters);
    }

    private static @Nullable Object tree(WireJson json, String parameter) {
        try {
            return json.readTree(parameter.getBytes(UTF_8));
        } catch (BadJson _) {
            throw invalid();
        }
    }

    private static List<String> values(@Nullable Object given) {
        List<String> values = new ArrayList<>();
        switch (given) {
            case Map<?, ?> set ->
                set.forEach((value, chosen) -> {
                    if (!(chosen instanceof Boolean)) {
                        throw invalid();
                    }
                    // moby takes the keys and never looks at what is said of them.
                    values.add(String.valueOf(value));
                });
            case List<?> list ->
                list.forEach(value -> {
                    if (!(value instanceof String text)) {
                        throw invalid();
                    }
                    values.add(text);
                });
            case null, default -> throw invalid();
        }
        return values;
    }

    private static InvalidArgument invalid() {
        return new InvalidArgument("invalid filter");
    }
}
