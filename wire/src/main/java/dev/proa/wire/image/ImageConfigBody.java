package dev.proa.wire.image;

import dev.proa.wire.container.HealthConfig;
import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.Keys;
import dev.proa.wire.json.adapter.OmitEmptyKeys;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTexts;
import dev.proa.wire.json.adapter.OmitFalse;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an image wants to be run. */
@Json
public record ImageConfigBody(
        @Json.Property("User") String user,

        @Json.Property("ExposedPorts") @Json.Serializer(OmitEmptyKeys.class) @Nullable
        Set<String> exposedPorts,

        @Json.Property("Env") @Nullable List<String> env,
        @Json.Property("Entrypoint") @Nullable List<String> entrypoint,
        @Json.Property("Cmd") @Nullable List<String> cmd,

        @Json.Property("Volumes") @Json.Serializer(Keys.class) @Nullable
        Set<String> volumes,

        @Json.Property("WorkingDir") String workingDir,
        @Json.Property("Labels") @Nullable Map<String, String> labels,

        @Json.Property("StopSignal") @Json.Serializer(OmitEmptyText.class)
        String stopSignal,

        @Json.Property("ArgsEscaped") @Json.Serializer(OmitFalse.class)
        boolean argsEscaped,

        @Json.Property("Healthcheck") @Nullable HealthConfig healthcheck,
        @Json.Property("OnBuild") @Nullable List<String> onBuild,

        @Json.Property("Shell") @Json.Serializer(OmitEmptyTexts.class) @Nullable
        List<String> shell) {
    public ImageConfigBody {
        user = Absent.text(user);
        workingDir = Absent.text(workingDir);
        stopSignal = Absent.text(stopSignal);
    }
}
