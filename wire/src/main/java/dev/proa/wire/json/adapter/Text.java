package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;

/** One text. */
enum Text implements JsonAdapter<String> {
    INSTANCE;

    @Override
    public void toJson(JsonWriter writer, String value) {
        writer.value(value);
    }

    @Override
    public String fromJson(JsonReader reader) {
        return reader.readString();
    }
}
