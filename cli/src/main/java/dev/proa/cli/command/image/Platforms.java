package dev.proa.cli.command.image;

import dev.proa.cli.CliException;
import dev.proa.cli.Version;
import dev.proa.cli.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Platforms such as {@code linux/arm64/v8}. */
final class Platforms {
    private static final Set<String> SYSTEMS = Set.of("linux", "windows", "darwin", "freebsd");
    private static final Set<String> ARCHITECTURES = Set.of(
            "386",
            "aarch64",
            "amd64",
            "arm",
            "arm64",
            "armel",
            "armhf",
            "i386",
            "loong64",
            "mips64le",
            "ppc64le",
            "riscv64",
            "s390x",
            "x86_64");

    private Platforms() {}

    /**
     * The API's form. Of a system or an architecture alone the other is this machine's.
     *
     * @throws CliException if it is no platform, with Docker's wording
     */
    static String toJson(String text) throws CliException {
        List<String> parts = List.of(text.split("/", -1));
        return switch (parts.size()) {
            case 1 -> ofOne(text);
            case 2 -> json(parts.get(0), parts.get(1), "");
            case 3 -> json(parts.get(0), parts.get(1), parts.get(2));
            default -> throw malformed("\"" + text + "\": cannot parse platform specifier");
        };
    }

    private static String ofOne(String text) throws CliException {
        String word = text.toLowerCase(Locale.ROOT);
        if (SYSTEMS.contains(word)) {
            return json(word, Version.architecture(), "");
        }
        if (ARCHITECTURES.contains(word)) {
            return json("linux", word, "");
        }
        throw malformed("\"" + text + "\": unknown operating system or architecture");
    }

    private static String json(String system, String architecture, String variant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architecture", architecture);
        json.put("os", system);
        if (!variant.isEmpty()) {
            json.put("variant", variant);
        }
        return JsonText.compact(json);
    }

    private static CliException malformed(String reason) {
        return new CliException("invalid platform: " + reason + ": invalid argument");
    }
}
