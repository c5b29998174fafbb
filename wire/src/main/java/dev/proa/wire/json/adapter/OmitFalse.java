package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Leaves false out: Go's {@code omitempty}. */
public final class OmitFalse implements JsonAdapter<Boolean> {
    @Override
    public void toJson(JsonWriter writer, @Nullable Boolean value) {
        if (value == null || !value) {
            writer.nullValue();
        } else {
            writer.value(value.booleanValue());
        }
    }

    @Override
    public Boolean fromJson(JsonReader reader) {
        return !reader.isNullValue() && reader.readBoolean();
    }

    /** Null is handled here: what Docker's clients send as null is the type's zero. */
    @Override
    public JsonAdapter<Boolean> nullSafe() {
        return this;
    }
}
