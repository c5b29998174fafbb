package dev.proa.engine.imagestore;

import dev.proa.engine.failure.InvalidArgument;
import java.util.regex.Pattern;

/**
 * A pattern as the filter {@code reference} takes it, which is Go's path.Match: {@code *} and {@code ?} do not match a
 * slash, {@code [a-z]} and {@code [^a-z]} are classes, a backslash takes the next character as it is.
 */
final class PathPattern {
    private final String text;
    private final Pattern pattern;
    private int next;

    /** @throws InvalidArgument when it is malformed */
    PathPattern(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        while (next < text.length()) {
            char c = text.charAt(next++);
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> characterClass(regex);
                case '\\' -> regex.append(quoted(escaped()));
                default -> regex.append(quoted(c));
            }
        }
        this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    boolean matches(String subject) {
        return pattern.matcher(subject).matches();
    }

    private void characterClass(StringBuilder regex) {
        boolean negated = peek() == '^';
        if (negated) {
            next++;
        }
        StringBuilder ranges = new StringBuilder();
        boolean first = true;
        while (peek() != ']' || first) {
            char low = classMember();
            char high = low;
            if (peek() == '-') {
                next++;
                high = classMember();
            }
            // A range that runs backwards matches nothing, and is no error in Go either.
            if (low <= high) {
                ranges.append(inClass(low)).append('-').append(inClass(high));
            }
            first = false;
        }
        next++;
        if (ranges.isEmpty()) {
            regex.append(negated ? "." : "(?!)");
        } else {
            // Unlike *, a negated class of path.Match does take a slash.
            regex.append(negated ? "[^" : "[").append(ranges).append(']');
        }
    }

    private char classMember() {
        char c = peek();
        if (c == '-' || c == ']') {
            throw malformed();
        }
        next++;
        return c == '\\' ? escaped() : c;
    }

    private char peek() {
        if (next >= text.length()) {
            throw malformed();
        }
        return text.charAt(next);
    }

    private char escaped() {
        char c = peek();
        next++;
        return c;
    }

    private static String quoted(char c) {
        return Pattern.quote(String.valueOf(c));
    }

    private static String inClass(char c) {
        return String.format("\\x{%x}", (int) c);
    }

    private static InvalidArgument malformed() {
        return new InvalidArgument("syntax error in pattern");
    }
}
