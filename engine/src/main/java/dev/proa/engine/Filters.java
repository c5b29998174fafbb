package dev.proa.engine;

import dev.proa.engine.failure.InvalidArgument;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Filters of a listing, a prune or an event stream: a key with the values asked for. Values of one key are
 * alternatives, keys are joined by and; what a value means is the business of the key.
 *
 * @param values each key with its values, in the order given
 */
public record Filters(Map<String, List<String>> values) {
    /** No filter at all. */
    public static final Filters NONE = new Filters(Map.of());

    public Filters {
        values = Map.copyOf(values);
    }

    /** The values of a key, empty when it was not given. */
    public List<String> of(String key) {
        return values.getOrDefault(key, List.of());
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * Refuses keys nobody knows, as Docker does.
     *
     * @throws InvalidArgument naming the first unknown key
     */
    public Filters accepting(Set<String> keys) {
        for (String key : values.keySet()) {
            if (!keys.contains(key)) {
                throw new InvalidArgument("invalid filter '" + key + "'");
            }
        }
        return this;
    }

    /** A filter that is a yes or a no: 1, true, 0 or false. */
    public boolean flag(String key, boolean otherwise) {
        List<String> given = of(key);
        if (given.isEmpty()) {
            return otherwise;
        }
        boolean yes = given.contains("1") || given.contains("true");
        boolean no = given.contains("0") || given.contains("false");
        if (yes == no || given.size() > 1) {
            throw new InvalidArgument("invalid filter '" + key + "=" + given + "'");
        }
        return yes;
    }
}
