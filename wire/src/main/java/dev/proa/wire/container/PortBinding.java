package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** Where a port is published on the host. */
@Json
public record PortBinding(
        @Json.Property("HostIp") String hostIp,
        @Json.Property("HostPort") String hostPort) {
    public PortBinding {
        hostIp = Absent.text(hostIp);
        hostPort = Absent.text(hostPort);
    }
}
