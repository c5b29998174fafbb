package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitFalse;
import io.avaje.jsonb.Json;

/** Options of a bind mount. */
@Json
public record BindOptions(
        @Json.Property("Propagation") @Json.Serializer(OmitEmptyText.class)
        String propagation,

        @Json.Property("NonRecursive") @Json.Serializer(OmitFalse.class)
        boolean nonRecursive,

        @Json.Property("CreateMountpoint") @Json.Serializer(OmitFalse.class)
        boolean createMountpoint,

        @Json.Property("ReadOnlyNonRecursive") @Json.Serializer(OmitFalse.class)
        boolean readOnlyNonRecursive,

        @Json.Property("ReadOnlyForceRecursive") @Json.Serializer(OmitFalse.class)
        boolean readOnlyForceRecursive) {
    public BindOptions {
        propagation = Absent.text(propagation);
    }
}
