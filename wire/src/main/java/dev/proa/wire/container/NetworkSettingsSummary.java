package dev.proa.wire.container;

import dev.proa.wire.network.EndpointSettings;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a list of containers tells of their networks. */
@Json
public record NetworkSettingsSummary(
        @Json.Property("Networks") @Nullable Map<String, EndpointSettings> networks) {}
