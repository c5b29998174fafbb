package dev.proa.wire.system;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How registries are spoken to. */
@Json
public record RegistryConfigBody(
        @Json.Property("InsecureRegistryCIDRs") @Nullable List<String> insecureRegistryCidrs,
        @Json.Property("IndexConfigs") @Nullable Map<String, IndexBody> indexConfigs,
        @Json.Property("Mirrors") @Nullable List<String> mirrors) {}
