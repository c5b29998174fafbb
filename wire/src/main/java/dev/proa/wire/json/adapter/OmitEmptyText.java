package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Leaves an empty text out: Go's {@code omitempty}. */
public final class OmitEmptyText implements JsonAdapter<String> {
    @Override
    public void toJson(JsonWriter writer, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            writer.nullValue();
        } else {
            writer.value(value);
        }
    }

    @Override
    public String fromJson(JsonReader reader) {
        return reader.isNullValue() ? "" : reader.readString();
    }

    /** Null is handled here: what Docker's clients send as null is the type's zero. */
    @Override
    public JsonAdapter<String> nullSafe() {
        return this;
    }
}
