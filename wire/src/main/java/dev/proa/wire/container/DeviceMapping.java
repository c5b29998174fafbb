package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** A device of the host in a container. */
@Json
public record DeviceMapping(
        @Json.Property("PathOnHost") String pathOnHost,
        @Json.Property("PathInContainer") String pathInContainer,
        @Json.Property("CgroupPermissions") String cgroupPermissions) {
    public DeviceMapping {
        pathOnHost = Absent.text(pathOnHost);
        pathInContainer = Absent.text(pathInContainer);
        cgroupPermissions = Absent.text(cgroupPermissions);
    }
}
