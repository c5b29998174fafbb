package dev.proa.wire.json.adapter;

import dev.proa.wire.network.EndpointIpamConfig;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** Writes absent addresses as {@code null} instead of leaving the field out. */
public final class ExplicitNullEndpointIpamConfig implements JsonAdapter<EndpointIpamConfig> {
    private final JsonAdapter<EndpointIpamConfig> adapter;

    public ExplicitNullEndpointIpamConfig(Jsonb jsonb) {
        this.adapter = jsonb.adapter(EndpointIpamConfig.class);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable EndpointIpamConfig value) {
        if (value == null) {
            Nulls.write(writer);
        } else {
            adapter.toJson(writer, value);
        }
    }

    @Override
    public @Nullable EndpointIpamConfig fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : adapter.fromJson(reader);
    }

    @Override
    public JsonAdapter<EndpointIpamConfig> nullSafe() {
        return this;
    }
}
