package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTextMap;
import dev.proa.wire.json.adapter.OmitFalse;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of a volume's mount. */
@Json
public record VolumeOptions(
        @Json.Property("NoCopy") @Json.Serializer(OmitFalse.class)
        boolean noCopy,

        @Json.Property("Labels") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> labels,

        @Json.Property("Subpath") @Json.Serializer(OmitEmptyText.class)
        String subpath,

        @Json.Property("DriverConfig") @Nullable DriverConfig driverConfig) {
    public VolumeOptions {
        subpath = Absent.text(subpath);
    }
}
