package dev.proa.wire.json.adapter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in for a field that was absent or null, as a Go program reads it: the type's zero. */
public final class Absent {
    private Absent() {}

    public static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    public static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    public static <V> Map<String, V> map(@Nullable Map<String, V> given) {
        return given == null ? Map.of() : given;
    }
}
