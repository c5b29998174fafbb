package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command: a list of words, or one text that is its only word (moby's {@code strslice}). */
public final class Words implements JsonAdapter<List<String>> {
    private final Lists<String> lists = new Lists<>(Text.INSTANCE, "");

    @Override
    public void toJson(JsonWriter writer, @Nullable List<String> value) {
        lists.toJson(writer, value);
    }

    @Override
    public @Nullable List<String> fromJson(JsonReader reader) {
        if (reader.currentToken() == JsonReader.Token.STRING) {
            return List.of(reader.readString());
        }
        return lists.fromJson(reader);
    }

    @Override
    public JsonAdapter<List<String>> nullSafe() {
        return this;
    }
}
