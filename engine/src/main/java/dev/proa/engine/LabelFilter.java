package dev.proa.engine;

import java.util.List;
import java.util.Map;

/**
 * Whether labels match every filter: {@code key}, or {@code key=value}.
 *
 * @param wanted as the user gave them
 */
public record LabelFilter(List<String> wanted) {
    /** Whether all are there. */
    public boolean matches(Map<String, String> labels) {
        return wanted.stream().allMatch(filter -> matchesOne(filter, labels));
    }

    private static boolean matchesOne(String filter, Map<String, String> labels) {
        int equals = filter.indexOf('=');
        if (equals < 0) {
            return labels.containsKey(filter);
        }
        return filter.substring(equals + 1).equals(labels.get(filter.substring(0, equals)));
    }

    /** Whether a prune with filters {@code label} and {@code label!} takes something with these labels. */
    public static boolean prunes(Filters filters, Map<String, String> labels) {
        return new LabelFilter(filters.of("label")).matches(labels)
                && (!filters.has("label!") || !new LabelFilter(filters.of("label!")).matches(labels));
    }
}
