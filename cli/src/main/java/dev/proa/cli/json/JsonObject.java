package dev.proa.cli.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JSON object with its fields in the order of the text. Values are String, Long, Double, Boolean, List, Map or
 * {@link JsonNull}. The accessors take what is missing, null or of another type for the empty value, as Go's decoder
 * leaves zero values.
 */
public record JsonObject(Map<String, Object> fields) {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public static JsonObject of(Object value) {
        return value instanceof Map<?, ?> map ? new JsonObject(cast(map)) : EMPTY;
    }

    public String string(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    public long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    public boolean bool(String name) {
        return fields.get(name) instanceof Boolean b && b;
    }

    public JsonObject object(String name) {
        return fields.get(name) instanceof Map<?, ?> map ? new JsonObject(cast(map)) : EMPTY;
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        Object value = fields.get(name);
        return value != null && value != JsonNull.NULL;
    }

    public List<Object> array(String name) {
        return fields.get(name) instanceof List<?> list ? cast(list) : List.of();
    }

    public List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        for (Object element : array(name)) {
            if (element instanceof String text) {
                strings.add(text);
            }
        }
        return strings;
    }

    public List<JsonObject> objects(String name) {
        return objects(array(name));
    }

    /** The objects in a list. */
    public static List<JsonObject> objects(Object list) {
        List<JsonObject> objects = new ArrayList<>();
        if (list instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> map) {
                    objects.add(new JsonObject(cast(map)));
                }
            }
        }
        return objects;
    }

    @SuppressWarnings("unchecked") // trees are made by Json alone, with these types
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> cast(List<?> list) {
        return (List<Object>) list;
    }
}
