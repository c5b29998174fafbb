package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** A container that is to come into a network. */
@Json
public record NetworkConnectBody(
        @Json.Property("Container") String container,
        @Json.Property("EndpointConfig") @Nullable EndpointSettings endpointConfig) {
    public NetworkConnectBody {
        container = Absent.text(container);
    }
}
