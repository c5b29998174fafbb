package dev.proa.engine.imagestore.change;

import dev.proa.engine.failure.InvalidArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One instruction.
 *
 * @param keyword in capitals
 * @param arguments the rest of the line, continued lines joined
 */
record Instruction(String keyword, String arguments) {
    private static final Set<String> KEYWORDS = Set.of(
            "CMD",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "HEALTHCHECK",
            "LABEL",
            "ONBUILD",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    /**
     * Reads the lines of a Dockerfile: blank lines and comments are skipped, a backslash at the end continues a line.
     *
     * @throws InvalidArgument for an instruction that does more than change the configuration
     */
    static List<Instruction> parse(List<String> changes) {
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        for (String line : String.join("\n", changes).lines().toList()) {
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            if (stripped.endsWith("\\")) {
                pending.append(stripped, 0, stripped.length() - 1);
                continue;
            }
            instructions.add(one(pending.append(stripped).toString()));
            pending.setLength(0);
        }
        if (!pending.isEmpty()) {
            instructions.add(one(pending.toString()));
        }
        return instructions;
    }

    private static Instruction one(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        String keyword = parts[0].toUpperCase(Locale.ROOT);
        if (!KEYWORDS.contains(keyword)) {
            throw new InvalidArgument(parts[0].toLowerCase(Locale.ROOT) + " is not a valid change command");
        }
        return new Instruction(keyword, parts.length == 1 ? "" : parts[1].strip());
    }
}
