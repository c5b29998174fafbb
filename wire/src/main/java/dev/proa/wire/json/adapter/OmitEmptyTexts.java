package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves an empty list of texts out: Go's {@code omitempty}. */
public final class OmitEmptyTexts implements JsonAdapter<List<String>> {
    private final Lists<String> lists = new Lists<>(Text.INSTANCE, "");

    @Override
    public void toJson(JsonWriter writer, @Nullable List<String> value) {
        if (value == null || value.isEmpty()) {
            writer.nullValue();
        } else {
            lists.toJson(writer, value);
        }
    }

    @Override
    public @Nullable List<String> fromJson(JsonReader reader) {
        return lists.fromJson(reader);
    }

    @Override
    public JsonAdapter<List<String>> nullSafe() {
        return this;
    }
}
