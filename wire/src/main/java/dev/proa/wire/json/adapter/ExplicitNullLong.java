package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Writes an absent value as {@code null} instead of leaving the field out. */
public final class ExplicitNullLong implements JsonAdapter<Long> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Long value) {
        if (value == null) {
            Nulls.write(writer);
        } else {
            writer.value(value.longValue());
        }
    }

    @Override
    public @Nullable Long fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : Long.valueOf(Whole.readLong(reader));
    }

    @Override
    public JsonAdapter<Long> nullSafe() {
        return this;
    }
}
