package dev.proa.wire.container;

import dev.proa.wire.json.adapter.OmitZeroInt;
import dev.proa.wire.json.adapter.OmitZeroLong;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of a tmpfs mount. */
@Json
public record TmpfsOptions(
        @Json.Property("SizeBytes") @Json.Serializer(OmitZeroLong.class)
        long sizeBytes,

        @Json.Property("Mode") @Json.Serializer(OmitZeroInt.class)
        int mode,

        @Json.Property("Options") @Nullable List<List<String>> options) {}
