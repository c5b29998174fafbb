package dev.proa.cli.template;

import dev.proa.cli.json.JsonNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as text: Go's {@code %v}, and as trees for JSON. */
final class GoPrint {
    private GoPrint() {}

    /** As fmt.Print shows it. */
    static String plain(Object value) {
        return switch (value) {
            case GoValue.SliceValue slice -> {
                StringBuilder text = new StringBuilder("[");
                String space = "";
                for (Object element : slice.elements()) {
                    text.append(space).append(plain(GoValue.of(slice.element(), element)));
                    space = " ";
                }
                yield text.append(']').toString();
            }
            case GoValue.MapValue map -> {
                StringBuilder text = new StringBuilder("map[");
                for (Map.Entry<String, Object> entry : new TreeMap<>(map.entries()).entrySet()) {
                    text.append(text.length() > 4 ? " " : "")
                            .append(entry.getKey())
                            .append(':')
                            .append(plain(GoValue.of(map.element(), entry.getValue())));
                }
                yield text.append(']').toString();
            }
            case GoValue.StructValue struct -> {
                StringBuilder text = new StringBuilder("{");
                String space = "";
                for (GoType.StructField field : struct.type().fields()) {
                    text.append(space).append(plain(field(struct, field)));
                    space = " ";
                }
                yield text.append('}').toString();
            }
            case GoValue.NilPointer _ -> "<nil>";
            case GoValue.RowValue row -> "{" + row.row().goType() + "}";
            case JsonNull _ -> "<nil>";
            case Double number -> GoFormat.shortest(number);
            case List<?> _, Map<?, ?> _ -> plain(GoValue.raw(value));
            default -> value.toString();
        };
    }

    static Object field(GoValue.StructValue struct, GoType.StructField field) {
        Object json = struct.json().getOrDefault(field.json(), JsonNull.NULL);
        return GoValue.of(field.type(), json);
    }

    /** As a tree that JsonText writes like Go's encoder. */
    static Object tree(Object value) {
        return switch (value) {
            case GoValue.StructValue struct -> {
                Map<String, Object> json = new LinkedHashMap<>();
                for (GoType.StructField field : struct.type().fields()) {
                    Object inner = field(struct, field);
                    if (field.json().isEmpty() || (field.omitEmpty() && isEmpty(inner))) {
                        continue;
                    }
                    json.put(field.json(), tree(inner));
                }
                yield json;
            }
            case GoValue.SliceValue slice when slice.nil() -> JsonNull.NULL;
            case GoValue.MapValue map when map.nil() -> JsonNull.NULL;
            case GoValue.SliceValue slice -> {
                List<Object> json = new ArrayList<>();
                for (Object element : slice.elements()) {
                    json.add(tree(GoValue.of(slice.element(), element)));
                }
                yield json;
            }
            case GoValue.MapValue map -> {
                Map<String, Object> json = new LinkedHashMap<>();
                for (Map.Entry<String, Object> entry : new TreeMap<>(map.entries()).entrySet()) {
                    json.put(entry.getKey(), tree(GoValue.of(map.element(), entry.getValue())));
                }
                yield json;
            }
            case GoValue.NilPointer _ -> JsonNull.NULL;
            case GoValue.RowValue row -> {
                Map<String, Object> json = new LinkedHashMap<>();
                for (String name : row.row().names()) {
                    json.put(name, row.row().get(name));
                }
                yield json;
            }
            default -> value;
        };
    }

    /** What Go's omitempty leaves out. */
    private static boolean isEmpty(Object value) {
        return switch (value) {
            case String text -> text.isEmpty();
            case Boolean bool -> !bool;
            case Long number -> number == 0;
            case Double number -> number == 0;
            case GoValue.SliceValue slice -> slice.elements().isEmpty();
            case GoValue.MapValue map -> map.entries().isEmpty();
            case GoValue.NilPointer _ -> true;
            case JsonNull _ -> true;
            default -> false;
        };
    }

    /** Whether {@code if} takes it for true. */
    static boolean truth(Object value) {
        return !isEmpty(value);
    }

    /** Go's name of its type. */
    static String typeName(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean _ -> "bool";
            case Long _ -> "int";
            case Double _ -> "float64";
            case GoValue.StructValue struct ->
                (struct.viaPointer() ? "*" : "") + struct.type().shown();
            case GoValue.SliceValue slice -> "[]" + slice.element().shown();
            case GoValue.MapValue map -> "map[string]" + map.element().shown();
            case GoValue.NilPointer nil -> nil.type().shown();
            case GoValue.RowValue row -> row.row().goType();
            default -> "<nil>";
        };
    }
}
