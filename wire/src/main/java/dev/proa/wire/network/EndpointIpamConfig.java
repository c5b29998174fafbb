package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTexts;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses asked for. */
@Json
public record EndpointIpamConfig(
        @Json.Property("IPv4Address") @Json.Serializer(OmitEmptyText.class)
        String ipv4Address,

        @Json.Property("IPv6Address") @Json.Serializer(OmitEmptyText.class)
        String ipv6Address,

        @Json.Property("LinkLocalIPs") @Json.Serializer(OmitEmptyTexts.class) @Nullable
        List<String> linkLocalIps) {
    public EndpointIpamConfig {
        ipv4Address = Absent.text(ipv4Address);
        ipv6Address = Absent.text(ipv6Address);
    }
}
