package dev.proa.server.http;

import dev.proa.engine.failure.InvalidArgument;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The parameters in a request's query. */
public record Query(Map<String, List<String>> values) {
    /**
     * Takes a raw query apart.
     *
     * @throws InvalidArgument when its escapes are malformed
     */
    static Query parse(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String part : raw.split("&", -1)) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                String value = equals < 0 ? "" : decode(part.substring(equals + 1));
                if (!name.isEmpty()) {
                    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
                }
            }
        }
        return new Query(values);
    }

    private static String decode(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument("invalid URL escape in query: " + escaped);
        }
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The first value, empty when there is none. */
    public String text(String name) {
        List<String> given = all(name);
        return given.isEmpty() ? "" : given.getFirst();
    }

    /** The first value, null when there is none or it is empty. */
    public @Nullable String textOrNull(String name) {
        String given = text(name);
        return given.isEmpty() ? null : given;
    }

    /** Docker's booleans: nothing, 0, no, false and none are false, all else is true. */
    public boolean flag(String name) {
        return switch (text(name).strip().toLowerCase(Locale.ROOT)) {
            case "", "0", "no", "false", "none" -> false;
            default -> true;
        };
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? flag(name) : otherwise;
    }

    /**
     * A whole number, empty when it was not given.
     *
     * @throws InvalidArgument when it is none
     */
    public OptionalInt integer(String name) {
        String given = text(name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(given));
        } catch (NumberFormatException malformed) {
            throw new InvalidArgument("invalid value for '" + name + "': \"" + given + "\" is not a whole number");
        }
    }
}
