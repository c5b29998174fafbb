package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Writes an absent value as {@code null} instead of leaving the field out. */
public final class ExplicitNullInteger implements JsonAdapter<Integer> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Integer value) {
        if (value == null) {
            Nulls.write(writer);
        } else {
            writer.value(value.intValue());
        }
    }

    @Override
    public @Nullable Integer fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : Integer.valueOf(Whole.readInt(reader));
    }

    @Override
    public JsonAdapter<Integer> nullSafe() {
        return this;
    }
}
