package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set as an object of empty objects, <code>{"80/tcp": {}}</code>; null is written as {@code null}. */
public final class Keys implements JsonAdapter<Set<String>> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Set<String> value) {
        if (value == null) {
            Nulls.write(writer);
            return;
        }
        writer.beginObject();
        for (String key : value) {
            writer.name(key);
            writer.beginObject();
            writer.endObject();
        }
        writer.endObject();
    }

    @Override
    public @Nullable Set<String> fromJson(JsonReader reader) {
        if (reader.isNullValue()) {
            return null;
        }
        Set<String> read = new LinkedHashSet<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            read.add(reader.nextField());
            reader.skipValue();
        }
        reader.endObject();
        return read;
    }

    @Override
    public JsonAdapter<Set<String>> nullSafe() {
        return this;
    }
}
