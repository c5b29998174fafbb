package dev.proa.cli.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes trees as compact JSON the way Go's encoder does. */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";
    private final StringBuilder out = new StringBuilder();
    private final boolean escapeHtml;

    private JsonText(boolean escapeHtml) {
        this.escapeHtml = escapeHtml;
    }

    /** JSON for a request's body or for a template's {@code json} function: {@code <}, {@code >}, {@code &} as they are. */
    public static String compact(Object value) {
        return new JsonText(false).append(value).toString();
    }

    /** JSON as Go's json.Marshal prints it, with {@code <}, {@code >} and {@code &} escaped. */
    public static String htmlSafe(Object value) {
        return new JsonText(true).append(value).toString();
    }

    public static byte[] bytes(Object value) {
        return compact(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    @SuppressWarnings("IfChainToSwitch") // the first pattern switch makes a class at run time (JDK 25): 5 ms of a start
    private JsonText append(Object value) {
        if (value instanceof JsonObject object) {
            object(object.fields());
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof Double number) {
            out.append(goFloat(number));
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof JsonNull) {
            out.append("null");
        } else {
            string(value.toString());
        }
        return this;
    }

    private void list(List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append(list.get(i));
        }
        out.append(']');
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> field : map.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            string(String.valueOf(field.getKey()));
            out.append(':');
            append(field.getValue());
        }
        out.append('}');
    }

    /** A float as Go's encoding/json writes it: plain digits between 1e-6 and 1e21, else an exponent. */
    static String goFloat(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        double size = Math.abs(number);
        if (size >= 1e-6 && size < 1e21) {
            return new java.math.BigDecimal(Double.toString(number)).toPlainString();
        }
        return Double.toString(number).replace("E-", "e-").replace("E", "e+").replace(".0e", "e");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&' -> {
                    if (escapeHtml) {
                        unicode(c);
                    } else {
                        out.append(c);
                    }
                }
                default -> {
                    // U+2028 and U+2029 end lines in JavaScript, so Go escapes them everywhere.
                    if (c < ' ' || c == '\u2028' || c == '\u2029') {
                        unicode(c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void unicode(char c) {
        out.append("\\u")
                .append(HEX.charAt(c >> 12))
                .append(HEX.charAt((c >> 8) & 15))
                .append(HEX.charAt((c >> 4) & 15))
                .append(HEX.charAt(c & 15));
    }
}
