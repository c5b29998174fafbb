package dev.proa.engine.container;

import io.avaje.jsonb.Json;
import java.util.Map;

/**
 * What becomes of a container's output.
 *
 * @param driver {@code json-file}, {@code local} or {@code none}; empty: the engine's default
 * @param options {@code max-size} and {@code max-file}
 */
@Json
public record LogConfig(String driver, Map<String, String> options) {
    /** Kept on disk, within the engine's own limits. */
    public static final LogConfig DEFAULT = new LogConfig("json-file", Map.of());

    public LogConfig {
        options = Map.copyOf(options);
    }
}
