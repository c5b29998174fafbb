package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonDataException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists as Go has them: null is written as {@code null}, and a null within is the zero of a text and an error for
 * anything else.
 */
final class Lists<T> implements JsonAdapter<List<T>> {
    private final JsonAdapter<T> elements;
    private final @Nullable T zero;

    Lists(JsonAdapter<T> elements, @Nullable T zero) {
        this.elements = elements;
        this.zero = zero;
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable List<T> value) {
        if (value == null) {
            Nulls.write(writer);
            return;
        }
        writer.beginArray();
        for (T element : value) {
            elements.toJson(writer, element);
        }
        writer.endArray();
    }

    @Override
    public @Nullable List<T> fromJson(JsonReader reader) {
        if (reader.isNullValue()) {
            return null;
        }
        List<T> read = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            T element = reader.isNullValue() ? zero : elements.fromJson(reader);
            if (element == null) {
                throw new JsonDataException("null within a list at " + reader.location());
            }
            read.add(element);
        }
        reader.endArray();
        return read;
    }

    @Override
    public JsonAdapter<List<T>> nullSafe() {
        return this;
    }
}
