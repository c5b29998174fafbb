package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitFalse;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A mount asked for with {@code --mount}.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs}, {@code image}, {@code cluster} or {@code npipe}
 */
@Json
public record Mount(
        @Json.Property("Type") @Json.Serializer(OmitEmptyText.class)
        String type,

        @Json.Property("Source") @Json.Serializer(OmitEmptyText.class)
        String source,

        @Json.Property("Target") @Json.Serializer(OmitEmptyText.class)
        String target,

        @Json.Property("ReadOnly") @Json.Serializer(OmitFalse.class)
        boolean readOnly,

        @Json.Property("Consistency") @Json.Serializer(OmitEmptyText.class)
        String consistency,

        @Json.Property("BindOptions") @Nullable BindOptions bindOptions,
        @Json.Property("VolumeOptions") @Nullable VolumeOptions volumeOptions,
        @Json.Property("ImageOptions") @Nullable ImageOptions imageOptions,
        @Json.Property("TmpfsOptions") @Nullable TmpfsOptions tmpfsOptions) {
    public Mount {
        type = Absent.text(type);
        source = Absent.text(source);
        target = Absent.text(target);
        consistency = Absent.text(consistency);
    }
}
