package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.Keys;
import dev.proa.wire.json.adapter.OmitEmptyKeys;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitEmptyTexts;
import dev.proa.wire.json.adapter.OmitFalse;
import dev.proa.wire.json.adapter.Words;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a container: Docker's {@code Config}, and the body of {@code POST /containers/create}.
 *
 * @param exposedPorts {@code 80/tcp}
 * @param env {@code NAME=value}
 * @param volumes mount points
 * @param stopTimeout seconds
 * @param hostConfig only in the body of create
 * @param networkingConfig only in the body of create
 */
@Json
public record ContainerConfigBody(
        @Json.Property("Hostname") String hostname,
        @Json.Property("Domainname") String domainname,
        @Json.Property("User") String user,
        @Json.Property("AttachStdin") boolean attachStdin,
        @Json.Property("AttachStdout") boolean attachStdout,
        @Json.Property("AttachStderr") boolean attachStderr,

        @Json.Property("ExposedPorts") @Json.Serializer(OmitEmptyKeys.class) @Nullable
        Set<String> exposedPorts,

        @Json.Property("Tty") boolean tty,
        @Json.Property("OpenStdin") boolean openStdin,
        @Json.Property("StdinOnce") boolean stdinOnce,
        @Json.Property("Env") @Nullable List<String> env,

        @Json.Property("Cmd") @Json.Serializer(Words.class) @Nullable
        List<String> cmd,

        @Json.Property("Healthcheck") @Nullable HealthConfig healthcheck,

        @Json.Property("ArgsEscaped") @Json.Serializer(OmitFalse.class)
        boolean argsEscaped,

        @Json.Property("Image") String image,

        @Json.Property("Volumes") @Json.Serializer(Keys.class) @Nullable
        Set<String> volumes,

        @Json.Property("WorkingDir") String workingDir,

        @Json.Property("Entrypoint") @Json.Serializer(Words.class) @Nullable
        List<String> entrypoint,

        @Json.Property("NetworkDisabled") @Json.Serializer(OmitFalse.class)
        boolean networkDisabled,

        @Json.Property("MacAddress") @Json.Serializer(OmitEmptyText.class)
        String macAddress,

        @Json.Property("OnBuild") @Nullable List<String> onBuild,
        @Json.Property("Labels") @Nullable Map<String, String> labels,

        @Json.Property("StopSignal") @Json.Serializer(OmitEmptyText.class)
        String stopSignal,

        @Json.Property("StopTimeout") @Nullable Integer stopTimeout,

        @Json.Property("Shell") @Json.Serializer(OmitEmptyTexts.class) @Nullable
        List<String> shell,

        @Json.Property("HostConfig") @Nullable HostConfigBody hostConfig,
        @Json.Property("NetworkingConfig") @Nullable NetworkingConfigBody networkingConfig) {
    public ContainerConfigBody {
        hostname = Absent.text(hostname);
        domainname = Absent.text(domainname);
        user = Absent.text(user);
        image = Absent.text(image);
        workingDir = Absent.text(workingDir);
        macAddress = Absent.text(macAddress);
        stopSignal = Absent.text(stopSignal);
    }
}
