package dev.proa.cli.template;

import dev.proa.cli.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a template's text into tokens. */
final class Lexer {
    private static final String SPACES = " \t\r\n";
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int parentheses;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens; the last one is EOF or ERROR. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        boolean trimStart = false;
        while (true) {
            int open = text.indexOf("{{", position);
            String piece = open < 0 ? text.substring(position) : text.substring(position, open);
            int start = position;
            if (trimStart) {
                int skip = 0;
                while (skip < piece.length() && isSpace(piece.charAt(skip))) {
                    skip++;
                }
                countLines(piece.substring(0, skip));
                start += skip;
                piece = piece.substring(skip);
            }
            boolean trimEnd = open >= 0
                    && text.startsWith("-", open + 2)
                    && open + 3 < text.length()
                    && isSpace(text.charAt(open + 3));
            String kept = trimEnd ? stripTrailing(piece) : piece;
            if (!kept.isEmpty()) {
                add(Kind.TEXT, start, kept);
            }
            countLines(piece);
            if (open < 0) {
                position = text.length();
                add(Kind.EOF, position, "");
                return;
            }
            position = open + 2 + (trimEnd ? 2 : 0);
            if (text.startsWith("/*", position)) {
                int end = text.indexOf("*/", position + 2);
                if (end < 0) {
                    error("unclosed comment");
                    return;
                }
                countLines(text.substring(position, end));
                position = end + 2;
                boolean trim = trimsAfter();
                if (!text.startsWith("}}", position + (trim ? 2 : 0))) {
                    error("comment ends before closing delimiter");
                    return;
                }
                position += trim ? 4 : 2;
                trimStart = trim;
                continue;
            }
            add(Kind.LEFT, open, "{{");
            parentheses = 0;
            int closed = action();
            if (closed < 0) {
                return;
            }
            trimStart = closed == 1;
        }
    }

    /** Whether " -}}" follows. */
    private boolean trimsAfter() {
        return position + 3 < text.length() && isSpace(text.charAt(position)) && text.startsWith("-}}", position + 1);
    }

    /** Reads up to the closing braces: 1 if they trim what follows, 0 if not, -1 on an error. */
    private int action() {
        while (true) {
            boolean trim = trimsAfter();
            if (trim || text.startsWith("}}", position)) {
                if (parentheses > 0) {
                    error("unclosed left paren");
                    return -1;
                }
                position += trim ? 2 : 0;
                add(Kind.RIGHT, position, "}}");
                position += 2;
                return trim ? 1 : 0;
            }
            if (position >= text.length()) {
                error("unclosed action");
                return -1;
            }
            if (!inside()) {
                return -1;
            }
        }
    }

    private boolean inside() {
        char c = text.charAt(position);
        int start = position;
        if (isSpace(c)) {
            while (position < text.length() && isSpace(text.charAt(position)) && !trimsAfter()) {
                position++;
            }
            if (position == start) {
                position++;
            }
            add(Kind.SPACE, start, text.substring(start, position));
            countLines(text.substring(start, position));
            return true;
        }
        return switch (c) {
            case '=' -> one(Kind.ASSIGN);
            case '|' -> one(Kind.PIPE);
            case ':' -> {
                if (!text.startsWith(":=", position)) {
                    yield error("expected :=");
                }
                add(Kind.DECLARE, position, ":=");
                position += 2;
                yield true;
            }
            case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', Kind.CHARACTER, "unterminated character constant");
            case '`' -> {
                int end = text.indexOf('`', position + 1);
                if (end < 0) {
                    yield error("unterminated raw quoted string");
                }
                add(Kind.RAW_STRING, position, text.substring(position, end + 1));
                countLines(text.substring(position, end + 1));
                position = end + 1;
                yield true;
            }
            case '(' -> {
                parentheses++;
                yield one(Kind.LEFT_PAREN);
            }
            case ')' -> {
                parentheses--;
                yield parentheses < 0 ? error("unexpected right paren") : one(Kind.RIGHT_PAREN);
            }
            case '$' -> name(Kind.VARIABLE);
            case '.' -> {
                if (position + 1 == text.length()) {
                    // A number may begin with a dot, and here only a number could.
                    yield one(Kind.NUMBER);
                }
                if (position + 1 < text.length() && isDigit(text.charAt(position + 1))) {
                    yield number();
                }
                if (position + 1 < text.length() && isLetter(text.charAt(position + 1))) {
                    yield name(Kind.FIELD);
                }
                yield one(Kind.DOT);
            }
            default -> {
                if (c == '+' || c == '-' || isDigit(c)) {
                    yield number();
                }
                if (isLetter(c)) {
                    yield name(Kind.IDENTIFIER);
                }
                if (c > ' ' && c < 0x7f) {
                    yield one(Kind.CHARACTER_TOKEN);
                }
                int codePoint = text.codePointAt(position);
                yield error("unrecognized character in action: " + character(codePoint));
            }
        };
    }

    private static String character(int codePoint) {
        String hex = Integer.toHexString(codePoint).toUpperCase(java.util.Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex + " '" + Character.toString(codePoint) + "'";
    }

    private boolean one(Kind kind) {
        add(kind, position, text.substring(position, position + 1));
        position++;
        return true;
    }

    private boolean quoted(char quote, Kind kind, String unterminated) {
        int i = position + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            if (text.charAt(i) == '\n') {
                return error(unterminated);
            }
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= text.length()) {
            return error(unterminated);
        }
        add(kind, position, text.substring(position, i + 1));
        position = i + 1;
        return true;
    }

    private boolean name(Kind kind) {
        int end = position + 1;
        while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)))) {
            end++;
        }
        String word = text.substring(position, end);
        if (end < text.length() && !terminates(end)) {
            position = end;
            return error("bad character " + character(text.codePointAt(end)));
        }
        Kind actual = kind;
        if (kind == Kind.IDENTIFIER) {
            actual = switch (word) {
                case "true", "false" -> Kind.BOOL;
                case "nil" -> Kind.NIL;
                case "if", "else", "end", "range", "with", "define", "template", "block", "break", "continue" ->
                    Kind.KEYWORD;
                default -> Kind.IDENTIFIER;
            };
        }
        add(actual, position, word);
        position = end;
        return true;
    }

    private boolean terminates(int at) {
        char c = text.charAt(at);
        return isSpace(c) || ".,|:)(".indexOf(c) >= 0 || text.startsWith("}}", at);
    }

    private boolean number() {
        int start = position;
        int end = position;
        if (text.charAt(end) == '+' || text.charAt(end) == '-') {
            end++;
        }
        while (end < text.length()
                && (isLetter(text.charAt(end))
                        || isDigit(text.charAt(end))
                        || text.charAt(end) == '.'
                        || ((text.charAt(end) == '+' || text.charAt(end) == '-')
                                && (text.charAt(end - 1) == 'e' || text.charAt(end - 1) == 'E')))) {
            end++;
        }
        String number = text.substring(start, end);
        if (Numbers.parse(number) == null) {
            return error("bad number syntax: " + dev.proa.cli.flag.Quote.go(number));
        }
        add(Kind.NUMBER, start, number);
        position = end;
        return true;
    }

    private boolean error(String message) {
        add(Kind.ERROR, position, message);
        return false;
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new Token(kind, start, value, line));
    }

    private void countLines(String piece) {
        for (int i = piece.indexOf('\n'); i >= 0; i = piece.indexOf('\n', i + 1)) {
            line++;
        }
    }

    private static String stripTrailing(String piece) {
        int end = piece.length();
        while (end > 0 && isSpace(piece.charAt(end - 1))) {
            end--;
        }
        return piece.substring(0, end);
    }

    private static boolean isSpace(char c) {
        return SPACES.indexOf(c) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c == '_' || Character.isLetter(c);
    }
}
