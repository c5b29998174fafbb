package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTextMap;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subnet of a network. */
@Json
public record IpamPool(
        @Json.Property("Subnet") @Json.Serializer(OmitEmptyText.class)
        String subnet,

        @Json.Property("IPRange") @Json.Serializer(OmitEmptyText.class)
        String ipRange,

        @Json.Property("Gateway") @Json.Serializer(OmitEmptyText.class)
        String gateway,

        @Json.Property("AuxiliaryAddresses") @Json.Serializer(OmitEmptyTextMap.class) @Nullable
        Map<String, String> auxiliaryAddresses) {
    public IpamPool {
        subnet = Absent.text(subnet);
        ipRange = Absent.text(ipRange);
        gateway = Absent.text(gateway);
    }
}
