package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTextMap;
import dev.proa.wire.json.adapter.OmitEmptyTexts;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An OCI runtime. */
@Json
public record RuntimeBody(
        @Json.Serializer(OmitEmptyText.class) String path,
        @Json.Serializer(OmitEmptyTexts.class) @Nullable List<String> runtimeArgs,
        @Json.Serializer(OmitEmptyTextMap.class) @Nullable Map<String, String> status) {
    public RuntimeBody {
        path = Absent.text(path);
    }
}
