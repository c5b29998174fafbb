package dev.proa.cli.command.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code --ulimit nofile=1024:2048}. */
final class Ulimits {
    private Ulimits() {}

    static String check(String text) {
        parse(text);
        return text;
    }

    /** The API's form, sorted by name; of limits with one name the last counts. */
    static List<Object> toJson(List<String> texts) {
        Map<String, Object> byName = new TreeMap<>();
        for (String text : texts) {
            Map<String, Object> limit = parse(text);
            byName.put(String.valueOf(limit.get("Name")), limit);
        }
        return new ArrayList<>(byName.values());
    }

    private static Map<String, Object> parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("invalid ulimit argument: " + text);
        }
        String name = text.substring(0, equals);
        switch (name) {
            case "core",
                    "cpu",
                    "data",
                    "fsize",
                    "locks",
                    "memlock",
                    "msgqueue",
                    "nice",
                    "nofile",
                    "nproc",
                    "rss",
                    "rtprio",
                    "rttime",
                    "sigpending",
                    "stack" -> {}
            default -> throw new IllegalArgumentException("invalid ulimit type: " + name);
        }
        String[] limits = text.substring(equals + 1).split(":", -1);
        if (limits.length > 2) {
            throw new IllegalArgumentException("too many limit value arguments - " + text.substring(equals + 1)
                    + ", can only have up to two, `soft[:hard]`");
        }
        long soft = number(limits[0]);
        long hard = limits.length == 2 ? number(limits[1]) : soft;
        if (hard != -1 && (soft == -1 || soft > hard)) {
            throw new IllegalArgumentException("ulimit soft limit must be less than or equal to hard limit: "
                    + (soft == -1 ? "soft: -1 (unlimited), hard: " + hard : soft + " > " + hard));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Name", name);
        json.put("Hard", hard);
        json.put("Soft", soft);
        return json;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
