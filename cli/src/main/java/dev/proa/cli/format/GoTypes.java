package dev.proa.cli.format;

import dev.proa.cli.template.GoType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Go types of the API's objects, read from the resource {@code go-types.txt}: a line with a struct's name, then one
 * line for each field with its name in Go, its name in JSON ({@code ?} behind it if it is left out when empty) and its
 * type.
 */
final class GoTypes {
    private final Map<String, List<String>> lines = new HashMap<>();
    private final Map<String, GoType.Struct> structs = new HashMap<>();

    private GoTypes() {}

    /** A type by the kind of object, a pointer to it for a star before the kind, or null if it is unknown. */
    static @Nullable GoType find(String kind) {
        String name = switch (kind) {
            case "container" -> "container.InspectResponse";
            case "image" -> "image.InspectResponse";
            case "network" -> "network.Inspect";
            case "volume" -> "volume.Volume";
            case "event", "*event" -> "events.Message";
            case "info" -> "system.dockerInfo";
            case "version" -> "system.versionInfo";
            default -> "";
        };
        GoTypes types = new GoTypes();
        types.load();
        if (!types.lines.containsKey(name)) {
            return null;
        }
        GoType.Struct struct = types.struct(name);
        return kind.startsWith("*") ? new GoType.PointerTo(struct) : struct;
    }

    private void load() {
        try (InputStream in = GoTypes.class.getResourceAsStream("go-types.txt")) {
            if (in == null) {
                return;
            }
            List<String> fields = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith(" ")) {
                    fields.add(line.substring(1));
                } else if (!line.isEmpty()) {
                    fields = new ArrayList<>();
                    lines.put(line, fields);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GoType.Struct struct(String name) {
        GoType.Struct known = structs.get(name);
        if (known != null) {
            return known;
        }
        List<GoType.StructField> fields = new ArrayList<>();
        GoType.Struct struct = new GoType.Struct(name, fields);
        structs.put(name, struct);
        for (String line : lines.getOrDefault(name, List.of())) {
            String[] words = line.split(" ", 3);
            boolean omit = words[1].endsWith("?");
            String json = omit ? words[1].substring(0, words[1].length() - 1) : words[1];
            fields.add(new GoType.StructField(words[0], json.equals("-") ? "" : json, omit, type(words[2])));
        }
        return struct;
    }

    private GoType type(String text) {
        if (text.startsWith("*")) {
            return new GoType.PointerTo(type(text.substring(1)));
        }
        if (text.startsWith("[]")) {
            return new GoType.SliceOf(type(text.substring(2)));
        }
        if (text.startsWith("map[string]")) {
            return new GoType.MapOf(type(text.substring("map[string]".length())));
        }
        if (text.equals("any")) {
            return GoType.ANY;
        }
        return lines.containsKey(text) ? struct(text) : new GoType.Basic(text);
    }
}
