package dev.proa.cli.template;

import dev.proa.cli.json.JsonNull;
import dev.proa.cli.json.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions that templates may call: Go's own and those that Docker adds. */
final class Functions {
    private static final List<String> NAMES = List.of(
            "and",
            "call",
            "html",
            "index",
            "slice",
            "js",
            "len",
            "not",
            "or",
            "print",
            "printf",
            "println",
            "urlquery",
            "eq",
            "ge",
            "gt",
            "le",
            "lt",
            "ne",
            "json",
            "split",
            "join",
            "title",
            "lower",
            "upper",
            "pad",
            "truncate");

    private Functions() {}

    static boolean isDefined(String name) {
        return NAMES.contains(name);
    }

    /** The number of arguments that a function wants, if this is not it. */
    static @Nullable String wrongCount(String name, int given) {
        return switch (name) {
            case "not", "len", "json", "title", "lower", "upper" -> given == 1 ? null : "1";
            case "split", "join", "truncate", "ge", "gt", "le", "lt", "ne" -> given == 2 ? null : "2";
            case "pad" -> given == 3 ? null : "3";
            case "eq", "index", "slice", "printf", "call" -> given >= 1 ? null : "at least 1";
            default -> null;
        };
    }

    /** The type that a function's parameter has, or the empty text if it takes any. */
    static String wantedType(String name, int parameter, boolean header) {
        return switch (name) {
            case "lower", "upper", "title", "split" -> "string";
            case "join" -> parameter == 1 || header ? "string" : "[]string";
            case "json" -> header ? "string" : "";
            case "pad", "truncate" -> parameter == 0 ? "string" : "int";
            case "printf" -> parameter == 0 ? "string" : "";
            default -> "";
        };
    }

    /**
     * Calls a function with arguments of the right number and types.
     *
     * @throws IllegalArgumentException with Go's message, if it fails
     */
    static Object call(String name, List<Object> arguments, boolean header) {
        Object first = arguments.isEmpty() ? JsonNull.NULL : arguments.getFirst();
        if (header) {
            // A table's titles pass through the functions that change its cells.
            switch (name) {
                case "json", "split", "join", "title", "lower", "upper", "truncate" -> {
                    return first;
                }
                default -> {}
            }
        }
        return switch (name) {
            case "json" -> json(first);
            case "split" -> split(first.toString(), arguments.get(1).toString());
            case "join" -> join(first, arguments.get(1).toString());
            case "title" -> title(first.toString());
            case "lower" -> first.toString().toLowerCase(Locale.ROOT);
            case "upper" -> first.toString().toUpperCase(Locale.ROOT);
            case "pad" -> pad(first.toString(), number(arguments.get(1)), number(arguments.get(2)));
            case "truncate" -> truncate(first.toString(), number(arguments.get(1)));
            case "not" -> !GoPrint.truth(first);
            case "len" -> length(first);
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "print" -> GoFormat.print(arguments);
            case "println" -> GoFormat.println(arguments);
            case "printf" -> GoFormat.printf(first.toString(), arguments.subList(1, arguments.size()));
            case "html" -> html(GoFormat.print(arguments));
            case "js" -> js(GoFormat.print(arguments));
            case "urlquery" -> URLEncoder.encode(GoFormat.print(arguments), StandardCharsets.UTF_8);
            case "eq" -> Comparison.equal(arguments);
            case "ne" -> !Comparison.equal(arguments);
            case "lt" -> Comparison.less(first, arguments.get(1));
            case "le" -> Comparison.less(first, arguments.get(1)) || Comparison.equal(arguments);
            case "gt" -> !Comparison.less(first, arguments.get(1)) && !Comparison.equal(arguments);
            case "ge" -> !Comparison.less(first, arguments.get(1));
            default -> throw new IllegalArgumentException("non-function of type " + GoPrint.typeName(first));
        };
    }

    private static long number(Object value) {
        return value instanceof Long number ? number : 0;
    }

    private static String json(Object value) {
        // Rows are marshalled by their own method, which escapes HTML before the function that does not.
        return value instanceof GoValue.RowValue
                ? JsonText.htmlSafe(GoPrint.tree(value))
                : JsonText.compact(GoPrint.tree(value));
    }

    private static Object split(String text, String separator) {
        List<Object> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
        } else {
            int start = 0;
            for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
                parts.add(text.substring(start, at));
                start = at + separator.length();
            }
            parts.add(text.substring(start));
        }
        return new GoValue.SliceValue(new GoType.Basic("string"), parts);
    }

    private static String join(Object value, String separator) {
        List<String> texts = new ArrayList<>();
        switch (value) {
            case GoValue.SliceValue slice -> {
                for (Object element : slice.elements()) {
                    texts.add(GoPrint.plain(GoValue.of(slice.element(), element)));
                }
            }
            case JsonNull _ -> {}
            default -> throw new IllegalArgumentException("expected slice, got " + GoPrint.typeName(value));
        }
        return String.join(separator, texts);
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            title.append(start ? Character.toTitleCase(c) : c);
            start = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
        }
        return title.toString();
    }

    private static String pad(String text, long before, long after) {
        return text.isEmpty() ? text : " ".repeat((int) before) + text + " ".repeat((int) after);
    }

    private static String truncate(String text, long length) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length < length ? text : new String(bytes, 0, (int) length, StandardCharsets.UTF_8);
    }

    private static Object length(Object value) {
        return switch (value) {
            case String text -> (long) text.getBytes(StandardCharsets.UTF_8).length;
            case GoValue.SliceValue slice -> (long) slice.elements().size();
            case GoValue.MapValue map -> (long) map.entries().size();
            case JsonNull _ -> throw new IllegalArgumentException("len of nil pointer");
            default -> throw new IllegalArgumentException("len of type " + GoPrint.typeName(value));
        };
    }

    private static Object index(List<Object> arguments) {
        Object value = arguments.getFirst();
        if (value == JsonNull.NULL) {
            throw new IllegalArgumentException("index of untyped nil");
        }
        for (Object key : arguments.subList(1, arguments.size())) {
            value = switch (value) {
                case GoValue.SliceValue slice ->
                    GoValue.of(
                            slice.element(),
                            slice.elements().get(position(key, slice.elements().size())));
                case GoValue.MapValue map -> {
                    if (!(key instanceof String name)) {
                        throw new IllegalArgumentException(
                                "value has type " + GoPrint.typeName(key) + "; should be string");
                    }
                    Object element = map.entries().get(name);
                    yield GoValue.of(map.element(), element == null ? JsonNull.NULL : element);
                }
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    yield (long) (bytes[position(key, bytes.length)] & 0xff);
                }
                case JsonNull _ -> throw new IllegalArgumentException("index of nil pointer");
                case GoValue.NilPointer _ -> throw new IllegalArgumentException("index of nil pointer");
                default -> throw new IllegalArgumentException("can't index item of type " + GoPrint.typeName(value));
            };
        }
        return value;
    }

    private static int position(Object key, int size) {
        if (!(key instanceof Long number)) {
            throw new IllegalArgumentException(
                    key == JsonNull.NULL
                            ? "cannot index slice/array with nil"
                            : "cannot index slice/array with type " + GoPrint.typeName(key));
        }
        if (number < 0 || number >= size) {
            throw new IllegalArgumentException("index out of range: " + number);
        }
        return number.intValue();
    }

    private static Object slice(List<Object> arguments) {
        Object value = arguments.getFirst();
        int size;
        byte[] bytes = new byte[0];
        if (value instanceof String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            size = bytes.length;
            if (arguments.size() > 3) {
                throw new IllegalArgumentException("cannot 3-index slice a string");
            }
        } else if (value instanceof GoValue.SliceValue elements) {
            size = elements.elements().size();
        } else {
            throw new IllegalArgumentException(
                    value == JsonNull.NULL
                            ? "slice of untyped nil"
                            : "can't slice item of type " + GoPrint.typeName(value));
        }
        int from = arguments.size() > 1 ? position(arguments.get(1), size + 1) : 0;
        int to = arguments.size() > 2 ? position(arguments.get(2), size + 1) : size;
        if (from > to) {
            throw new IllegalArgumentException("invalid slice index: " + from + " > " + to);
        }
        return value instanceof GoValue.SliceValue elements
                ? new GoValue.SliceValue(elements.element(), elements.elements().subList(from, to))
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("\0", "\ufffd")
                .replace("\"", "&#34;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static String js(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<' -> out.append("\\u003C");
                case '>' -> out.append("\\u003E");
                case '&' -> out.append("\\u0026");
                case '=' -> out.append("\\u003D");
                default -> {
                    if (c < ' ') {
                        String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
                        out.append("\\u").repeat('0', 4 - hex.length()).append(hex);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
