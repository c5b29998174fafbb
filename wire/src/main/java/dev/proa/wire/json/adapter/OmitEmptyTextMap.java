package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves an empty map of texts out: Go's {@code omitempty}. */
public final class OmitEmptyTextMap implements JsonAdapter<Map<String, String>> {
    private final Maps<String> maps = new Maps<>(Text.INSTANCE, "");

    @Override
    public void toJson(JsonWriter writer, @Nullable Map<String, String> value) {
        if (value == null || value.isEmpty()) {
            writer.nullValue();
        } else {
            maps.toJson(writer, value);
        }
    }

    @Override
    public @Nullable Map<String, String> fromJson(JsonReader reader) {
        return maps.fromJson(reader);
    }

    @Override
    public JsonAdapter<Map<String, String>> nullSafe() {
        return this;
    }
}
