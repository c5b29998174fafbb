package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Writes an absent value as {@code null} instead of leaving the field out. */
public final class ExplicitNullBoolean implements JsonAdapter<Boolean> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Boolean value) {
        if (value == null) {
            Nulls.write(writer);
        } else {
            writer.value(value.booleanValue());
        }
    }

    @Override
    public @Nullable Boolean fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : Boolean.valueOf(reader.readBoolean());
    }

    @Override
    public JsonAdapter<Boolean> nullSafe() {
        return this;
    }
}
