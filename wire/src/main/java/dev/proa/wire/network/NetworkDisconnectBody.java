package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** A container that is to leave a network. */
@Json
public record NetworkDisconnectBody(
        @Json.Property("Container") String container,
        @Json.Property("Force") boolean force) {
    public NetworkDisconnectBody {
        container = Absent.text(container);
    }
}
