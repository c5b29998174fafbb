package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** The network whose configuration another one takes. */
@Json
public record ConfigReference(@Json.Property("Network") String network) {
    public ConfigReference {
        network = Absent.text(network);
    }
}
