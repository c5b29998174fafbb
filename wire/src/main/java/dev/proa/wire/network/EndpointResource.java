package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** A container in a network; addresses with their prefix length. */
@Json
public record EndpointResource(
        @Json.Property("Name") String name,
        @Json.Property("EndpointID") String endpointId,
        @Json.Property("MacAddress") String macAddress,
        @Json.Property("IPv4Address") String ipv4Address,
        @Json.Property("IPv6Address") String ipv6Address) {
    public EndpointResource {
        name = Absent.text(name);
        endpointId = Absent.text(endpointId);
        macAddress = Absent.text(macAddress);
        ipv4Address = Absent.text(ipv4Address);
        ipv6Address = Absent.text(ipv6Address);
    }
}
