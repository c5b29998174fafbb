package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network. */
@Json
public record NetworkBody(
        @Json.Property("Name") String name,
        @Json.Property("Id") String id,
        @Json.Property("Created") String created,
        @Json.Property("Scope") String scope,
        @Json.Property("Driver") String driver,
        @Json.Property("EnableIPv4") boolean enableIpv4,
        @Json.Property("EnableIPv6") boolean enableIpv6,
        @Json.Property("IPAM") @Nullable IpamBody ipam,
        @Json.Property("Internal") boolean internal,
        @Json.Property("Attachable") boolean attachable,
        @Json.Property("Ingress") boolean ingress,
        @Json.Property("ConfigFrom") @Nullable ConfigReference configFrom,
        @Json.Property("ConfigOnly") boolean configOnly,
        @Json.Property("Containers") @Nullable Map<String, EndpointResource> containers,
        @Json.Property("Options") Map<String, String> options,
        @Json.Property("Labels") Map<String, String> labels) {
    public NetworkBody {
        name = Absent.text(name);
        id = Absent.text(id);
        created = Absent.text(created);
        scope = Absent.text(scope);
        driver = Absent.text(driver);
        options = Absent.map(options);
        labels = Absent.map(labels);
    }
}
