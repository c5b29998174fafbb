package dev.proa.image.change;

import dev.proa.image.ImageFormatException;
import dev.proa.image.internal.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of a Dockerfile, with continued lines joined.
 *
 * @param name as it is written, for example {@code ENV}
 * @param flags the words before the arguments that start with two dashes
 * @param arguments the rest of the line
 * @param original the whole line
 */
record Instruction(String name, List<String> flags, String arguments, String original) {
    static final Pattern BLANK = Pattern.compile("[\\t\\u000b\\f\\r ]+");
    // An escape at the end continues the line, unless it is escaped itself.
    private static final Pattern CONTINUED = Pattern.compile("(?:(?<!\\\\)|^)\\\\[ \\t]*$");

    /** The instructions of some lines; comments and blank lines are left out. */
    static List<Instruction> parse(List<String> lines) {
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        boolean open = false;
        for (String line : String.join("\n", lines).split("\n", -1)) {
            String text = open ? line : line.stripLeading();
            String bare = line.strip();
            if (bare.startsWith("#") || bare.isEmpty()) {
                continue;
            }
            var end = CONTINUED.matcher(text);
            if (end.find()) {
                joined.append(text, 0, end.start());
                open = true;
                continue;
            }
            instructions.add(one(joined.append(text).toString()));
            joined.setLength(0);
            open = false;
        }
        if (open && !joined.isEmpty()) {
            instructions.add(one(joined.toString()));
        }
        if (instructions.isEmpty()) {
            throw new InvalidChangeException("file with no instructions");
        }
        return instructions;
    }

    private static Instruction one(String line) {
        String[] parts = BLANK.split(line.strip(), 2);
        List<String> flags = new ArrayList<>();
        String rest = parts.length < 2 ? "" : takeFlags(parts[1], flags);
        return new Instruction(parts[0], flags, rest.strip(), line);
    }

    private static String takeFlags(String text, List<String> flags) {
        int at = 0;
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (!text.startsWith("--", at)) {
                return text.substring(at);
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            while (at < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(at)))) {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length()) {
                    word.append(text.charAt(at++));
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else if (c != '\\') {
                    word.append(c);
                }
            }
            if (word.toString().equals("--")) {
                return text.substring(at);
            }
            flags.add(word.toString());
        }
    }

    /** The arguments as a JSON array of strings; empty if they are not written so. */
    Optional<List<String>> json() {
        if (!arguments.startsWith("[") || !arguments.endsWith("]")) {
            return Optional.empty();
        }
        List<JsonValue> elements;
        try {
            elements = JsonValue.parse("arguments", arguments.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .elements();
        } catch (ImageFormatException notJson) {
            return Optional.empty();
        }
        List<String> strings = new ArrayList<>();
        for (JsonValue element : elements) {
            try {
                if (element.isNull()) {
                    throw element.complaint("null");
                }
                strings.add(element.string());
            } catch (ImageFormatException notAString) {
                throw new InvalidChangeException(
                        "when using JSON array syntax, arrays must be comprised of strings only");
            }
        }
        return Optional.of(strings);
    }

    /** The arguments as a JSON array, else as words between blanks. */
    List<String> jsonOrWords() {
        return json().orElseGet(() -> arguments.isEmpty() ? List.of() : List.of(BLANK.split(arguments)));
    }

    /** The arguments as words between white space, with their quotes and escapes. */
    List<String> quotedWords() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (started) {
                    words.add(word.toString());
                }
                word.setLength(0);
                started = false;
                continue;
            }
            started = true;
            if (c == '\\' && quote != '\'') {
                if (i + 1 < arguments.length()) {
                    word.append(c).append(arguments.charAt(++i));
                }
                continue;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            word.append(c);
        }
        if (started) {
            words.add(word.toString());
        }
        return words;
    }
}
