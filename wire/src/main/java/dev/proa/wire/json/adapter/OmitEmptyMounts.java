package dev.proa.wire.json.adapter;

import dev.proa.wire.container.Mount;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Jsonb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves an empty list of mounts out: Go's {@code omitempty}. */
public final class OmitEmptyMounts implements JsonAdapter<List<Mount>> {
    private final Lists<Mount> lists;

    public OmitEmptyMounts(Jsonb jsonb) {
        this.lists = new Lists<>(jsonb.adapter(Mount.class), null);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable List<Mount> value) {
        if (value == null || value.isEmpty()) {
            writer.nullValue();
        } else {
            lists.toJson(writer, value);
        }
    }

    @Override
    public @Nullable List<Mount> fromJson(JsonReader reader) {
        return lists.fromJson(reader);
    }

    @Override
    public JsonAdapter<List<Mount>> nullSafe() {
        return this;
    }
}
