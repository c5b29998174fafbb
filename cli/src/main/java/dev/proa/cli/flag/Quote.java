package dev.proa.cli.flag;

/** Text in double quotes as Go's strconv.Quote writes it. */
public final class Quote {
    private static final char[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private Quote() {}

    public static String go(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        quoted.append('"');
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            append(quoted, c);
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case 0x07 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0x0b -> quoted.append("\\v");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    quoted.append("\\x").append(HEX[c >> 4]).append(HEX[c & 15]);
                } else if (c < 0x7f || printable(c)) {
                    quoted.appendCodePoint(c);
                } else if (c < 0x10000) {
                    quoted.append("\\u");
                    hex(quoted, c, 4);
                } else {
                    quoted.append("\\U");
                    hex(quoted, c, 8);
                }
            }
        }
    }

    private static void hex(StringBuilder quoted, int c, int digits) {
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            quoted.append(HEX[(c >> shift) & 15]);
        }
    }

    /** Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols; of the spaces only U+0020. */
    private static boolean printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
