package dev.proa.wire.network;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The networks a prune removed. */
@Json
public record NetworksPrunedBody(
        @Json.Property("NetworksDeleted") @Nullable List<String> networksDeleted) {}
