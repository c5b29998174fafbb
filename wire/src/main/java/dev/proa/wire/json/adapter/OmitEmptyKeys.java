package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Keys}, left out when empty. */
public final class OmitEmptyKeys implements JsonAdapter<Set<String>> {
    private final Keys keys = new Keys();

    @Override
    public void toJson(JsonWriter writer, @Nullable Set<String> value) {
        if (value == null || value.isEmpty()) {
            writer.nullValue();
        } else {
            keys.toJson(writer, value);
        }
    }

    @Override
    public @Nullable Set<String> fromJson(JsonReader reader) {
        return keys.fromJson(reader);
    }

    @Override
    public JsonAdapter<Set<String>> nullSafe() {
        return this;
    }
}
