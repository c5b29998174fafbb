package dev.proa.cli.template;

import dev.proa.cli.json.JsonNull;
import java.util.List;
import java.util.Map;

/** Values that carry their Go type; texts, numbers, booleans and {@link JsonNull} stand for themselves. */
public sealed interface GoValue {
    /** A struct, read from a JSON object. */
    record StructValue(GoType.Struct type, Map<String, Object> json, boolean viaPointer) implements GoValue {}

    /** A slice. */
    record SliceValue(GoType element, List<Object> elements, boolean nil) implements GoValue {
        SliceValue(GoType element, List<Object> elements) {
            this(element, elements, false);
        }
    }

    /** A map. */
    record MapValue(GoType element, Map<String, Object> entries, boolean nil) implements GoValue {
        MapValue(GoType element, Map<String, Object> entries) {
            this(element, entries, false);
        }
    }

    /** A nil pointer. */
    record NilPointer(GoType.PointerTo type) implements GoValue {}

    /** A row of a listing. */
    record RowValue(dev.proa.cli.format.Row row) implements GoValue {}

    /** A value from JSON seen as a type. */
    static Object of(GoType type, Object json) {
        boolean absent = json == JsonNull.NULL;
        return switch (type) {
            case GoType.Struct struct -> new StructValue(struct, object(json), false);
            case GoType.PointerTo pointer -> {
                if (absent) {
                    yield new NilPointer(pointer);
                }
                yield pointer.target() instanceof GoType.Struct struct
                        ? new StructValue(struct, object(json), true)
                        : of(pointer.target(), json);
            }
            case GoType.SliceOf slice -> new SliceValue(slice.element(), list(json), absent);
            case GoType.MapOf map -> new MapValue(map.element(), object(json), absent);
            case GoType.Basic basic -> {
                if (basic.equals(GoType.ANY)) {
                    yield raw(json);
                }
                yield absent ? zero(basic) : json;
            }
        };
    }

    /** A value from JSON without a schema. */
    static Object raw(Object json) {
        return switch (json) {
            case Map<?, ?> _ -> new MapValue(GoType.ANY, object(json));
            case List<?> _ -> new SliceValue(GoType.ANY, list(json));
            default -> json;
        };
    }

    private static Object zero(GoType.Basic type) {
        return switch (type.shown()) {
            case "bool" -> false;
            case "string" -> "";
            case "float32", "float64" -> 0.0;
            default -> 0L;
        };
    }

    @SuppressWarnings("unchecked") // trees of JSON have keys of text
    private static Map<String, Object> object(Object json) {
        return json instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object json) {
        return json instanceof List<?> list ? (List<Object>) list : List.of();
    }
}
