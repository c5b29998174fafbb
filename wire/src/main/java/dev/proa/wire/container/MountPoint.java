package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;

/** A mount a container has. */
@Json
public record MountPoint(
        @Json.Property("Type") @Json.Serializer(OmitEmptyText.class)
        String type,

        @Json.Property("Name") @Json.Serializer(OmitEmptyText.class)
        String name,

        @Json.Property("Source") String source,
        @Json.Property("Destination") String destination,

        @Json.Property("Driver") @Json.Serializer(OmitEmptyText.class)
        String driver,

        @Json.Property("Mode") String mode,
        @Json.Property("RW") boolean rw,
        @Json.Property("Propagation") String propagation) {
    public MountPoint {
        type = Absent.text(type);
        name = Absent.text(name);
        source = Absent.text(source);
        destination = Absent.text(destination);
        driver = Absent.text(driver);
        mode = Absent.text(mode);
        propagation = Absent.text(propagation);
    }
}
