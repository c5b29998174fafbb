package dev.proa.wire.container;

import dev.proa.wire.network.EndpointSettings;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The networks a container is to join, by name. */
@Json
public record NetworkingConfigBody(
        @Json.Property("EndpointsConfig") @Nullable Map<String, @Nullable EndpointSettings> endpointsConfig) {}
