package dev.proa.cli.json;

/** Lays out JSON text over lines without touching its values, as Go's json.Indent does. */
public final class JsonIndenter {
    private JsonIndenter() {}

    /**
     * Appends {@code text} to {@code out}.
     *
     * @param prefix what each new line starts with
     * @param indent what is added for each level
     */
    public static void indent(String text, String prefix, String indent, StringBuilder out) {
        int depth = 0;
        boolean quoted = false;
        boolean pendingOpen = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                out.append(c);
                if (c == '\\') {
                    i++;
                    out.append(text.charAt(i));
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                continue;
            }
            boolean closes = c == '}' || c == ']';
            if (pendingOpen && !closes) {
                depth++;
                line(out, prefix, indent, depth);
            }
            switch (c) {
                case '{', '[' -> out.append(c);
                case '}', ']' -> {
                    if (!pendingOpen) {
                        depth--;
                        line(out, prefix, indent, depth);
                    }
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    line(out, prefix, indent, depth);
                }
                case ':' -> out.append(": ");
                case '"' -> {
                    quoted = true;
                    out.append(c);
                }
                default -> out.append(c);
            }
            pendingOpen = c == '{' || c == '[';
        }
    }

    /** Appends {@code text} without the spaces between its values. */
    public static void compact(String text, StringBuilder out) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                out.append(c);
                i++;
                c = text.charAt(i);
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
                continue;
            }
            out.append(c);
        }
    }

    private static void line(StringBuilder out, String prefix, String indent, int depth) {
        out.append('\n').append(prefix);
        for (int i = 0; i < depth; i++) {
            out.append(indent);
        }
    }
}
