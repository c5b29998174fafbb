package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.ExplicitNullEndpointIpamConfig;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's place in a network. */
@Json
public record EndpointSettings(
        @Json.Property("IPAMConfig") @Json.Serializer(ExplicitNullEndpointIpamConfig.class) @Nullable
        EndpointIpamConfig ipamConfig,

        @Json.Property("Links") @Nullable List<String> links,
        @Json.Property("Aliases") @Nullable List<String> aliases,
        @Json.Property("MacAddress") String macAddress,
        @Json.Property("DriverOpts") @Nullable Map<String, String> driverOpts,
        @Json.Property("GwPriority") int gwPriority,
        @Json.Property("NetworkID") String networkId,
        @Json.Property("EndpointID") String endpointId,
        @Json.Property("Gateway") String gateway,
        @Json.Property("IPAddress") String ipAddress,
        @Json.Property("IPPrefixLen") int ipPrefixLen,
        @Json.Property("IPv6Gateway") String ipv6Gateway,
        @Json.Property("GlobalIPv6Address") String globalIpv6Address,
        @Json.Property("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
        @Json.Property("DNSNames") @Nullable List<String> dnsNames) {
    public EndpointSettings {
        macAddress = Absent.text(macAddress);
        networkId = Absent.text(networkId);
        endpointId = Absent.text(endpointId);
        gateway = Absent.text(gateway);
        ipAddress = Absent.text(ipAddress);
        ipv6Gateway = Absent.text(ipv6Gateway);
        globalIpv6Address = Absent.text(globalIpv6Address);
    }
}
