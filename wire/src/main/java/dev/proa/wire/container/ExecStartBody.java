package dev.proa.wire.container;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an exec starts.
 *
 * @param consoleSize height and width
 */
@Json
public record ExecStartBody(
        @Json.Property("Detach") boolean detach,
        @Json.Property("Tty") boolean tty,
        @Json.Property("ConsoleSize") @Nullable List<Integer> consoleSize) {}
