package dev.proa.wire.json.adapter;

import io.avaje.json.JsonWriter;

/** Writes {@code null} where the writer would leave the field out. */
final class Nulls {
    private Nulls() {}

    static void write(JsonWriter writer) {
        writer.serializeNulls(true);
        writer.nullValue();
        writer.serializeNulls(false);
    }
}
