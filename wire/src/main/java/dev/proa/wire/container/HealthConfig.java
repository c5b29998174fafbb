package dev.proa.wire.container;

import dev.proa.wire.json.adapter.OmitEmptyTexts;
import dev.proa.wire.json.adapter.OmitZeroInt;
import dev.proa.wire.json.adapter.OmitZeroLong;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a container's health is probed.
 *
 * @param test {@code NONE}, {@code CMD} with arguments or {@code CMD-SHELL} with a line
 * @param interval nanoseconds
 * @param timeout nanoseconds
 * @param startPeriod nanoseconds
 * @param startInterval nanoseconds
 */
@Json
public record HealthConfig(
        @Json.Property("Test") @Json.Serializer(OmitEmptyTexts.class) @Nullable
        List<String> test,

        @Json.Property("Interval") @Json.Serializer(OmitZeroLong.class)
        long interval,

        @Json.Property("Timeout") @Json.Serializer(OmitZeroLong.class)
        long timeout,

        @Json.Property("StartPeriod") @Json.Serializer(OmitZeroLong.class)
        long startPeriod,

        @Json.Property("StartInterval") @Json.Serializer(OmitZeroLong.class)
        long startInterval,

        @Json.Property("Retries") @Json.Serializer(OmitZeroInt.class)
        int retries) {}
