package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitZeroInt;
import io.avaje.jsonb.Json;

/**
 * A port of a container, and where it is published.
 *
 * @param type {@code tcp}, {@code udp} or {@code sctp}
 */
@Json
public record PortSummary(
        @Json.Property("IP") @Json.Serializer(OmitEmptyText.class)
        String ip,

        @Json.Property("PrivatePort") int privatePort,

        @Json.Property("PublicPort") @Json.Serializer(OmitZeroInt.class)
        int publicPort,

        @Json.Property("Type") String type) {
    public PortSummary {
        ip = Absent.text(ip);
        type = Absent.text(type);
    }
}
