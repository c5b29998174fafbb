package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitFalse;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's version and its parts'. */
@Json
public record VersionBody(
        @Json.Property("Platform") @Nullable PlatformBody platform,
        @Json.Property("Components") List<ComponentBody> components,
        @Json.Property("Version") String version,
        @Json.Property("ApiVersion") String apiVersion,
        @Json.Property("MinAPIVersion") String minApiVersion,
        @Json.Property("GitCommit") String gitCommit,
        @Json.Property("GoVersion") String goVersion,
        @Json.Property("Os") String os,
        @Json.Property("Arch") String arch,

        @Json.Property("KernelVersion") @Json.Serializer(OmitEmptyText.class)
        String kernelVersion,

        @Json.Property("Experimental") @Json.Serializer(OmitFalse.class)
        boolean experimental,

        @Json.Property("BuildTime") @Json.Serializer(OmitEmptyText.class)
        String buildTime) {
    public VersionBody {
        components = Absent.list(components);
        version = Absent.text(version);
        apiVersion = Absent.text(apiVersion);
        minApiVersion = Absent.text(minApiVersion);
        gitCommit = Absent.text(gitCommit);
        goVersion = Absent.text(goVersion);
        os = Absent.text(os);
        arch = Absent.text(arch);
        kernelVersion = Absent.text(kernelVersion);
        buildTime = Absent.text(buildTime);
    }
}
