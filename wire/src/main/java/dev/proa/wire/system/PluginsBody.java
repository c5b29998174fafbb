package dev.proa.wire.system;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The drivers there are. */
@Json
public record PluginsBody(
        @Json.Property("Volume") @Nullable List<String> volume,
        @Json.Property("Network") @Nullable List<String> network,
        @Json.Property("Authorization") @Nullable List<String> authorization,
        @Json.Property("Log") @Nullable List<String> log) {}
