package dev.proa.image.change;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes quotes off a text and puts variables in, as a shell would: {@code $name}, {@code ${name}},
 * {@code ${name:-default}}, {@code ${name:+instead}}, {@code ${name:?complaint}} and the three without colon.
 */
final class ShellWords {
    private final String text;
    private final Function<String, @Nullable String> variables;
    private final boolean split;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean started;
    private int at;

    private ShellWords(String text, Function<String, @Nullable String> variables, boolean split) {
        this.text = text;
        this.variables = variables;
        this.split = split;
    }

    /**
     * The text as one word.
     *
     * @param variables answers null for a name that is not set
     * @throws InvalidChangeException if a quote or brace is not closed
     */
    static String word(String text, Function<String, @Nullable String> variables) {
        ShellWords words = new ShellWords(text, variables, false);
        words.run();
        return words.word.toString();
    }

    /** The text as words between white space; what a variable brings in is split as well. */
    static List<String> words(String text, Function<String, @Nullable String> variables) {
        ShellWords words = new ShellWords(text, variables, true);
        words.run();
        words.end();
        return words.words;
    }

    private void run() {
        try {
            while (at < text.length()) {
                char c = text.charAt(at);
                switch (c) {
                    case '\'' -> singleQuoted();
                    case '"' -> doubleQuoted();
                    case '$' -> unquoted(variable());
                    case '\\' -> {
                        at++;
                        if (at < text.length()) {
                            add(text.charAt(at++));
                        }
                    }
                    default -> {
                        at++;
                        unquoted(String.valueOf(c));
                    }
                }
            }
        } catch (InvalidChangeException failure) {
            throw new InvalidChangeException("failed to process \"" + text + "\": " + failure.getMessage());
        }
    }

    private void add(char c) {
        word.append(c);
        started = true;
    }

    private void unquoted(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (split && Character.isWhitespace(value.charAt(i))) {
                end();
            } else {
                add(value.charAt(i));
            }
        }
    }

    private void end() {
        if (started) {
            words.add(word.toString());
        }
        word.setLength(0);
        started = false;
    }

    private void singleQuoted() {
        int close = text.indexOf('\'', at + 1);
        if (close < 0) {
            throw new InvalidChangeException("unexpected end of statement while looking for matching single-quote");
        }
        word.append(text, at + 1, close);
        started = true;
        at = close + 1;
    }

    private void doubleQuoted() {
        at++;
        started = true;
        while (true) {
            if (at >= text.length()) {
                throw new InvalidChangeException("unexpected end of statement while looking for matching double-quote");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c == '$') {
                word.append(variable());
            } else if (c == '\\' && at + 1 < text.length() && "\"$\\".indexOf(text.charAt(at + 1)) >= 0) {
                word.append(text.charAt(at + 1));
                at += 2;
            } else {
                word.append(c);
                at++;
            }
        }
    }

    private String variable() {
        at++; // the dollar sign
        if (at >= text.length() || text.charAt(at) != '{') {
            String name = name();
            return name.isEmpty() ? "$" : value(name);
        }
        at++;
        String name = name();
        if (at >= text.length()) {
            throw new InvalidChangeException("syntax error: missing '}'");
        }
        if (name.isEmpty()) {
            throw new InvalidChangeException("syntax error: bad substitution");
        }
        char c = text.charAt(at);
        if (c == '}') {
            at++;
            return value(name);
        }
        boolean emptyCounts = c != ':';
        if (!emptyCounts) {
            at++;
        }
        if (at >= text.length()) {
            throw new InvalidChangeException("syntax error: missing '}'");
        }
        char modifier = text.charAt(at++);
        if ("+-?".indexOf(modifier) < 0) {
            throw new InvalidChangeException(
                    "unsupported modifier (" + (emptyCounts ? "" : ":") + modifier + ") in substitution");
        }
        String alternative = word(upToBrace(), variables);
        String value = variables.apply(name);
        boolean set = value != null && (emptyCounts || !value.isEmpty());
        return switch (modifier) {
            case '+' -> set ? alternative : "";
            case '-' -> set ? value(name) : alternative;
            default -> {
                if (!set) {
                    throw new InvalidChangeException(name + ": "
                            + (alternative.isEmpty()
                                    ? "is not allowed to be " + (emptyCounts ? "unset" : "empty")
                                    : alternative));
                }
                yield value(name);
            }
        };
    }

    private String upToBrace() {
        int depth = 1;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{') {
                depth++;
                i++;
            } else if (c == '}' && --depth == 0) {
                String inner = text.substring(at, i);
                at = i + 1;
                return inner;
            }
        }
        throw new InvalidChangeException("syntax error: missing '}'");
    }

    private String name() {
        int start = at;
        while (at < text.length() && isNameChar(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private String value(String name) {
        String value = variables.apply(name);
        return value == null ? "" : value;
    }
}
