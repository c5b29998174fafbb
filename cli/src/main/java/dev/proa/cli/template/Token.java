package dev.proa.cli.template;

/**
 * A piece of a template's text.
 *
 * @param position where it starts, counted in UTF-8 bytes as Go counts
 */
record Token(Kind kind, int position, String text, int line) {
    enum Kind {
        ERROR,
        EOF,
        TEXT,
        LEFT,
        RIGHT,
        SPACE,
        PIPE,
        DECLARE,
        ASSIGN,
        CHARACTER_TOKEN,
        LEFT_PAREN,
        RIGHT_PAREN,
        DOT,
        FIELD,
        VARIABLE,
        IDENTIFIER,
        BOOL,
        NIL,
        NUMBER,
        CHARACTER,
        STRING,
        RAW_STRING,
        KEYWORD
    }

    /** As error messages show it. */
    String shown() {
        return switch (kind) {
            case EOF -> "EOF";
            case ERROR -> text;
            case KEYWORD, DOT, NIL -> "<" + text + ">";
            default ->
                dev.proa.cli.flag.Quote.go(text.length() > 10 ? text.substring(0, 10) : text)
                        + (text.length() > 10 ? "..." : "");
        };
    }
}
