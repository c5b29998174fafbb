package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.network.EndpointSettings;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's place in its networks; the addresses at the top are the default bridge's. */
@Json
public record NetworkSettingsBody(
        @Json.Property("Bridge") String bridge,
        @Json.Property("SandboxID") String sandboxId,
        @Json.Property("SandboxKey") String sandboxKey,
        @Json.Property("Ports") @Nullable Map<String, @Nullable List<PortBinding>> ports,
        @Json.Property("HairpinMode") boolean hairpinMode,
        @Json.Property("LinkLocalIPv6Address") String linkLocalIpv6Address,
        @Json.Property("LinkLocalIPv6PrefixLen") int linkLocalIpv6PrefixLen,
        @Json.Property("SecondaryIPAddresses") @Nullable List<String> secondaryIpAddresses,
        @Json.Property("SecondaryIPv6Addresses") @Nullable List<String> secondaryIpv6Addresses,
        @Json.Property("EndpointID") String endpointId,
        @Json.Property("Gateway") String gateway,
        @Json.Property("GlobalIPv6Address") String globalIpv6Address,
        @Json.Property("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
        @Json.Property("IPAddress") String ipAddress,
        @Json.Property("IPPrefixLen") int ipPrefixLen,
        @Json.Property("IPv6Gateway") String ipv6Gateway,
        @Json.Property("MacAddress") String macAddress,
        @Json.Property("Networks") @Nullable Map<String, EndpointSettings> networks) {
    public NetworkSettingsBody {
        bridge = Absent.text(bridge);
        sandboxId = Absent.text(sandboxId);
        sandboxKey = Absent.text(sandboxKey);
        linkLocalIpv6Address = Absent.text(linkLocalIpv6Address);
        endpointId = Absent.text(endpointId);
        gateway = Absent.text(gateway);
        globalIpv6Address = Absent.text(globalIpv6Address);
        ipAddress = Absent.text(ipAddress);
        ipv6Gateway = Absent.text(ipv6Gateway);
        macAddress = Absent.text(macAddress);
    }
}
