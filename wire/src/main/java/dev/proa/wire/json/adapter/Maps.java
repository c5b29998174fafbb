package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps as Go has them: null is written as {@code null}; of a key given twice the last counts. */
final class Maps<V extends @Nullable Object> implements JsonAdapter<Map<String, V>> {
    private final JsonAdapter<V> values;
    private final V zero;

    /** @param zero what a null value within is read as */
    Maps(JsonAdapter<V> values, V zero) {
        this.values = values;
        this.zero = zero;
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Map<String, V> value) {
        if (value == null) {
            Nulls.write(writer);
            return;
        }
        writer.beginObject();
        value.forEach((key, element) -> {
            writer.name(key);
            if (element == null) {
                Nulls.write(writer);
            } else {
                values.toJson(writer, element);
            }
        });
        writer.endObject();
    }

    @Override
    public @Nullable Map<String, V> fromJson(JsonReader reader) {
        if (reader.isNullValue()) {
            return null;
        }
        Map<String, V> read = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            String key = reader.nextField();
            read.put(key, reader.isNullValue() ? zero : values.fromJson(reader));
        }
        reader.endObject();
        return read;
    }

    @Override
    public JsonAdapter<Map<String, V>> nullSafe() {
        return this;
    }
}
