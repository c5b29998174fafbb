package dev.proa.wire.json.adapter;

import io.avaje.json.JsonDataException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of no particular type. */
public final class Tree {
    private Tree() {}

    private static Map<String, @Nullable Object> object(JsonReader reader) {
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            read.put(reader.nextField(), value(reader));
        }
        reader.endObject();
        return read;
    }

    public static @Nullable Object value(JsonReader reader) {
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> array(reader);
            case STRING -> reader.readString();
            case BOOLEAN -> reader.readBoolean();
            case NUMBER -> number(reader.readDecimal());
            case NULL -> {
                reader.isNullValue();
                yield null;
            }
        };
    }

    private static List<@Nullable Object> array(JsonReader reader) {
        List<@Nullable Object> read = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            read.add(value(reader));
        }
        reader.endArray();
        return read;
    }

    /** Whole numbers stay exact: times in nanoseconds do not fit a double. */
    private static Object number(BigDecimal read) {
        try {
            return read.longValueExact();
        } catch (ArithmeticException notWhole) {
            return read.doubleValue();
        }
    }

    public static void write(JsonWriter writer, @Nullable Object value) {
        switch (value) {
            case null -> Nulls.write(writer);
            case Map<?, ?> map -> {
                writer.beginObject();
                map.forEach((key, element) -> {
                    writer.name(String.valueOf(key));
                    write(writer, element);
                });
                writer.endObject();
            }
            case List<?> list -> {
                writer.beginArray();
                list.forEach(element -> write(writer, element));
                writer.endArray();
            }
            case String text -> writer.value(text);
            case Boolean yes -> writer.value(yes);
            case Long number -> writer.value(number);
            case Integer number -> writer.value(number);
            case Double number -> writer.value(number);
            default -> throw new JsonDataException("not a part of JSON: " + value.getClass());
        }
    }
}
