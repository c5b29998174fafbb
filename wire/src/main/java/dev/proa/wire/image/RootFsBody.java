package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTexts;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layers of an image. */
@Json
public record RootFsBody(
        @Json.Property("Type") @Json.Serializer(OmitEmptyText.class)
        String type,

        @Json.Property("Layers") @Json.Serializer(OmitEmptyTexts.class) @Nullable
        List<String> layers) {
    public RootFsBody {
        type = Absent.text(type);
    }
}
