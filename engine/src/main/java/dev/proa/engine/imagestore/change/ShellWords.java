package dev.proa.engine.imagestore.change;

import dev.proa.engine.failure.InvalidArgument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words as a Dockerfile has them: quotes and backslashes as in a shell, and variables ({@code $x}, {@code ${x}},
 * {@code ${x:-other}}, {@code ${x:+other}}) replaced by their values. Unlike in a shell, a value is never split.
 */
final class ShellWords {
    private final String text;
    private final Variables variables;
    private int next;

    /** Values of variables. */
    @FunctionalInterface
    interface Variables {
        /** Null for a variable that is not set. */
        @Nullable
        String value(String name);
    }

    private ShellWords(String text, Variables variables) {
        this.text = text;
        this.variables = variables;
    }

    /** Takes quotes and variables away. */
    static String expand(String text, Variables variables) {
        return new ShellWords(text, variables).upTo('\0', false);
    }

    /** Splits at white space outside quotes; quotes and variables stay as they are. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                continue;
            }
            inWord = true;
            word.append(c);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** Reads up to an end character, or with none to the end. */
    private String upTo(char end, boolean inQuotes) {
        StringBuilder result = new StringBuilder();
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == end && end != '\0') {
                return result.toString();
            }
            switch (c) {
                case '\'' -> result.append(inQuotes ? "'" : literal());
                case '"' -> result.append(upTo('"', true));
                case '\\' -> result.append(escaped(inQuotes));
                case '$' -> result.append(variable());
                default -> result.append(c);
            }
        }
        if (end != '\0') {
            throw new InvalidArgument("unexpected end of statement while looking for matching "
                    + (end == '"' ? "double-quote" : "'" + end + "'"));
        }
        return result.toString();
    }

    private String literal() {
        int end = text.indexOf('\'', next);
        if (end < 0) {
            throw new InvalidArgument("unexpected end of statement while looking for matching single-quote");
        }
        String value = text.substring(next, end);
        next = end + 1;
        return value;
    }

    private String escaped(boolean inQuotes) {
        if (next >= text.length()) {
            return "\\";
        }
        char c = text.charAt(next++);
        // In double quotes a backslash is itself before all but these (POSIX shell, 2.2.3).
        boolean kept = inQuotes && c != '"' && c != '$' && c != '\\';
        return kept ? "\\" + c : String.valueOf(c);
    }

    private String variable() {
        if (next >= text.length()) {
            return "$";
        }
        if (text.charAt(next) != '{') {
            String name = name();
            return name.isEmpty() ? "$" : value(name);
        }
        next++;
        String name = name();
        if (name.isEmpty() || next >= text.length()) {
            throw new InvalidArgument("syntax error: bad substitution");
        }
        if (text.charAt(next) == '}') {
            next++;
            return value(name);
        }
        boolean emptyCounts = text.charAt(next) == ':';
        next += emptyCounts ? 1 : 0;
        char operator = next < text.length() ? text.charAt(next++) : '\0';
        String other = upTo('}', false);
        String value = variables.value(name);
        boolean set = value != null && !(emptyCounts && value.isEmpty());
        return switch (operator) {
            case '-' -> set ? value(name) : other;
            case '+' -> set ? other : "";
            default -> throw new InvalidArgument("unsupported modifier (" + operator + ") in substitution");
        };
    }

    private String name() {
        int start = next;
        while (next < text.length() && (text.charAt(next) == '_' || isAsciiLetterOrDigit(text.charAt(next)))) {
            next++;
        }
        return text.substring(start, next);
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private String value(String name) {
        String value = variables.value(name);
        return value == null ? "" : value;
    }
}
