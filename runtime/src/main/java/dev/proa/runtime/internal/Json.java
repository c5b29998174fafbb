package dev.proa.runtime.internal;

import io.avaje.json.JsonException;
import io.avaje.json.JsonWriter;
import io.avaje.json.mapper.JsonMapper;
import io.avaje.json.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reading and writing JSON without reflection. */
public final class Json {
    private static final JsonStream STREAM =
            JsonStream.builder().serializeEmpty(true).build();
    private static final JsonMapper MAPPER =
            JsonMapper.builder().jsonStream(STREAM).build();

    private Json() {}

    /** The bytes that a writer produces. */
    public static byte[] bytes(Consumer<JsonWriter> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonWriter writer = STREAM.writer(bytes)) {
            content.accept(writer);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an object; numbers come as {@link Long} or {@link Double}.
     *
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    public static Map<String, Object> object(String text) {
        try {
            Map<String, Object> object = MAPPER.map().fromJson(text);
            if (object == null) {
                throw new IllegalArgumentException("expected a JSON object and found null");
            }
            return object;
        } catch (JsonException | IllegalStateException | ClassCastException | IndexOutOfBoundsException malformed) {
            throw new IllegalArgumentException("not a JSON object: " + malformed.getMessage(), malformed);
        }
    }

    /** Writes a name with an array of texts. */
    public static void strings(JsonWriter json, String name, Collection<String> values) {
        json.name(name);
        json.beginArray();
        values.forEach(json::value);
        json.endArray();
    }

    /** Writes a name with an object, unless the map is empty. */
    public static void texts(JsonWriter json, String name, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        json.name(name);
        json.beginObject();
        values.forEach((key, value) -> text(json, key, value));
        json.endObject();
    }

    /** Writes a name with a text. */
    public static void text(JsonWriter json, String name, String value) {
        json.name(name);
        json.value(value);
    }

    /** Writes a name with a number. */
    public static void number(JsonWriter json, String name, long value) {
        json.name(name);
        json.value(value);
    }

    /** Writes a name with true or false. */
    public static void flag(JsonWriter json, String name, boolean value) {
        json.name(name);
        json.value(value);
    }

    /** Writes a name with an array of objects. */
    public static <T> void objects(JsonWriter json, String name, List<T> values, Consumer<T> fields) {
        json.name(name);
        json.beginArray();
        for (T value : values) {
            json.beginObject();
            fields.accept(value);
            json.endObject();
        }
        json.endArray();
    }

    /** Writes a name with an object. */
    public static void object(JsonWriter json, String name, Runnable fields) {
        json.name(name);
        json.beginObject();
        fields.run();
        json.endObject();
    }
}
