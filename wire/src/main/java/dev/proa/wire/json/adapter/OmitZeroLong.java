package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Leaves zero out: Go's {@code omitempty}. */
public final class OmitZeroLong implements JsonAdapter<Long> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Long value) {
        if (value == null || value == 0) {
            writer.nullValue();
        } else {
            writer.value(value.longValue());
        }
    }

    @Override
    public Long fromJson(JsonReader reader) {
        return reader.isNullValue() ? 0 : Whole.readLong(reader);
    }

    /** Null is handled here: what Docker's clients send as null is the type's zero. */
    @Override
    public JsonAdapter<Long> nullSafe() {
        return this;
    }
}
