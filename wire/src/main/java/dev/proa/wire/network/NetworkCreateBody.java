package dev.proa.wire.network;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network to be made. */
@Json
public record NetworkCreateBody(
        @Json.Property("Name") String name,
        @Json.Property("CheckDuplicate") boolean checkDuplicate,
        @Json.Property("Driver") String driver,
        @Json.Property("Scope") String scope,
        @Json.Property("EnableIPv4") @Nullable Boolean enableIpv4,
        @Json.Property("EnableIPv6") @Nullable Boolean enableIpv6,
        @Json.Property("IPAM") @Nullable IpamBody ipam,
        @Json.Property("Internal") boolean internal,
        @Json.Property("Attachable") boolean attachable,
        @Json.Property("Ingress") boolean ingress,
        @Json.Property("ConfigOnly") boolean configOnly,
        @Json.Property("ConfigFrom") @Nullable ConfigReference configFrom,
        @Json.Property("Options") @Nullable Map<String, String> options,
        @Json.Property("Labels") @Nullable Map<String, String> labels) {
    public NetworkCreateBody {
        name = Absent.text(name);
        driver = Absent.text(driver);
        scope = Absent.text(scope);
    }
}
